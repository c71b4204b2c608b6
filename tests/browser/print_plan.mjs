// Prints a text file into a PDF: print_plan.mjs CHROMIUM TEXT PDF
import { readFileSync } from 'node:fs';
import { withBrowser } from './browser.mjs';

const [program, text, pdf] = process.argv.slice(2);
const escaped = readFileSync(text, 'utf8').replace(/&/g, '&amp;').replace(/</g, '&lt;');
const lines = escaped.split('\n').map((line) => `<p>${line}</p>`).join('');
await withBrowser(program, {}, async (context) => {
  const page = await context.newPage();
  await page.setContent(`<style>body{font:13pt/1.5 "Liberation Serif",serif}p{margin:0 0 4pt}</style>${lines}`);
  await page.pdf({ path: pdf, format: 'A4', margin: { top: '20mm', bottom: '20mm', left: '30mm', right: '15mm' } });
});
