// Chromium as Debian has it, without whatever would make it talk to anybody.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const kArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// Gives a new browser context to `use`, which keeps nothing on the disk.
export async function withBrowser(program, options, use) {
  const browser = await chromium.launch({ executablePath: program, headless: true, args: kArguments });
  try {
    return await use(await browser.newContext(options));
  } finally {
    await browser.close();
  }
}

export const desktop = { width: 1600, height: 1000 };
export const phone = { width: 390, height: 844 };

// Runs tests by name, and tells at the end how they went. With the variable ONLY, those whose names have its words.
export class Tests {
  failed = 0;

  async run(name, test) {
    if (process.env.ONLY && !new RegExp(process.env.ONLY).test(name)) return;
    try {
      await test();
      console.log(`ok      ${name}`);
    } catch (error) {
      ++this.failed;
      console.log(`failed  ${name}\n${error.stack}`);
    }
  }

  end() {
    console.log(this.failed === 0 ? 'all passed' : `${this.failed} failed`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}

// A page that is open, with everything that it asked for and everything it complained about.
export async function openPage(context, address, options = {}) {
  const page = await context.newPage();
  const asked = [];
  const complaints = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.setViewportSize(options.size || desktop);
  await page.emulateMedia({ colorScheme: options.scheme || 'light', reducedMotion: 'reduce' });
  await page.goto(address);
  return Object.assign(page, { asked, complaints });
}

export const inView = (locator) =>
  locator.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight && box.width > 0 && box.height > 0;
  });

// What axe finds wrong. It is put in past the policy of the page, which lets no script in.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export async function assertAccessible(page, what) {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'axe.run(document).then((all) => JSON.stringify(all.violations.map((each) => each.id + ": " + each.nodes.slice(0, 4).map((node) => node.target + " " + node.failureSummary).join(" | "))))',
    awaitPromise: true,
  });
  assert.deepEqual(JSON.parse(result.value), [], what);
}
