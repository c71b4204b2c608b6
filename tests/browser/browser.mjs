// Chromium as Debian has it, without whatever would make it talk to anybody.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const kArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// Gives a new browser context to `use`, and is gone with its profile afterwards.
export async function withBrowser(program, options, use) {
  const profile = mkdtempSync(join(tmpdir(), 'trichluc-browser-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath: program, headless: true, args: kArguments, ...options });
  try {
    return await use(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
