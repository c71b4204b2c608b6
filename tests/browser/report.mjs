// Reports in a browser, as people use them: report.mjs CHROMIUM FOLDER. The folder holds the reports of run.sh; screenshots go there too.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Tests, assertAccessible, inView, openPage, phone, withBrowser } from './browser.mjs';

const [program, folder] = process.argv.slice(2);
const tests = new Tests();
const test = (name, run) => tests.run(name, run);
const open = (name, options = {}) => openPage(context, pathToFileURL(join(folder, name)).href + (options.hash || ''), options);
const shot = (page, name, fullPage = false) => page.screenshot({ path: join(folder, name), fullPage });

let context;
await withBrowser(program, {}, async (opened) => {
  context = opened;

  for (const name of ['vi.html', 'en.html', 'many.html', 'repairs.html', 'pages.html', 'hostile.html']) {
    await test(`${name} asks for nothing and complains of nothing`, async () => {
      const page = await open(name);
      await page.waitForLoadState('networkidle');
      assert.deepEqual(page.asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:')), []);
      assert.equal(page.asked.filter((url) => url.startsWith('file:')).length, 1);
      assert.deepEqual(page.complaints, []);
      await page.close();
    });
  }

  await test('a row leads to its place', async () => {
    const page = await open('vi.html');
    const last = page.locator('.k-dl tr.row').last();
    await last.locator('td').last().click();
    const mark = page.locator('mark.on').first();
    assert.ok(await inView(mark));
    assert.equal(await last.getAttribute('aria-current'), 'true');
    assert.ok(await page.locator('.k-dl tr.row.on + .more').isVisible());
    assert.match(page.url(), /#d1-r\d+$/);
    await shot(page, 'chosen.png');
    await page.close();
  });

  await test('a marked place leads to its row', async () => {
    const page = await open('vi.html');
    const mark = page.locator('mark.rf').nth(3);
    await mark.click();
    const row = page.locator('.k-rf tr.row.on');
    assert.equal(await row.count(), 1);
    assert.ok(await inView(row));
    assert.equal(await row.getAttribute('data-row'), await mark.getAttribute('data-r'));
    await page.close();
  });

  await test('an address of a record opens it', async () => {
    const page = await open('vi.html', { hash: '#d1-r20' });
    assert.equal(await page.locator('#d1-r20').getAttribute('aria-current'), 'true');
    assert.ok(await inView(page.locator('mark.on').first()));
    await page.close();
  });

  await test('all of it can be done with keys', async () => {
    const page = await open('vi.html');
    await page.locator('.k-tg .go').first().focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), '2');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'MARK');
    assert.ok(await inView(page.locator('mark:focus')));
    const before = await page.locator('mark:focus').getAttribute('data-b');
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await page.locator('mark:focus').getAttribute('data-b'), before);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'go');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'MARK');
    await page.locator('.tabs [aria-selected="true"]').focus();
    await page.keyboard.press('ArrowRight');
    assert.ok(await page.locator('.panel.remarks').isVisible());
    assert.ok(!(await page.locator('.panel.text').isVisible()));
    await page.close();
  });

  await test('kinds are switched off and on', async () => {
    const page = await open('vi.html');
    const under = () => page.locator('mark.as').first().evaluate((element) => getComputedStyle(element).backgroundColor);
    assert.notEqual(await under(), 'rgba(0, 0, 0, 0)');
    await page.locator('.legend [value="as"]').uncheck();
    await page.waitForTimeout(300);
    assert.equal(await under(), 'rgba(0, 0, 0, 0)');
    assert.ok(!(await page.locator('.kind.k-as').isVisible()));
    await page.locator('.legend [value="as"]').check();
    assert.ok(await page.locator('.kind.k-as').isVisible());
    await page.close();
  });

  await test('records are filtered without marks', async () => {
    const page = await open('vi.html');
    await page.locator('.filter').fill('tram y te');
    const left = await page.locator('.side tr.row:visible').count();
    assert.ok(left > 0 && left < 37, String(left));
    await page.locator('.filter').fill('zzzz');
    assert.equal(await page.locator('.side tr.row:visible').count(), 0);
    assert.ok(await page.locator('.none-left').isVisible());
    await page.close();
  });

  await test('pages show the boxes of records, which light up', async () => {
    const page = await open('pages.html');
    await page.locator('.tabs a', { hasText: 'Trang gốc' }).click();
    await page.locator('.k-as tr.row').nth(2).locator('td').first().click();
    const rect = page.locator('rect.on').first();
    assert.ok(await inView(rect));
    assert.ok((await page.locator('.pages image').count()) >= 2);
    await shot(page, 'pages.png');
    await page.locator('rect.rf').first().click();
    assert.equal(await page.locator('.k-rf tr.row.on').count(), 1);
    await page.close();
  });

  await test('damaged and repaired text stand side by side', async () => {
    const page = await open('repairs.html');
    await page.locator('.tabs a', { hasText: 'Sửa lỗi' }).click();
    assert.ok((await page.locator('.repairs del').count()) > 50);
    assert.ok((await page.locator('.repairs ins').first().getAttribute('title')).includes('xác suất'));
    await shot(page, 'repairs.png');
    await page.close();
  });

  await test('many documents are shown one at a time', async () => {
    const page = await open('many.html');
    assert.equal(await page.locator('.document:visible').count(), 1);
    await page.locator('.documents a').nth(2).click();
    assert.ok(await page.locator('#d3').isVisible());
    await shot(page, 'many.png');
    await page.locator('.documents .all').click();
    assert.equal(await page.locator('.document:visible').count(), 3);
    await page.close();
  });

  await test('what stands in a document is never markup', async () => {
    const page = await open('hostile.html');
    assert.notEqual(await page.title(), 'owned');
    assert.equal(await page.locator('.paper script, .paper img').count(), 0);
    assert.ok((await page.locator('.paper').textContent()).includes('<script'));
    await page.close();
  });

  await test('on a phone the records are a view of their own', async () => {
    const page = await open('vi.html', { size: phone });
    assert.ok(!(await page.locator('.side').isVisible()));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= phone.width, `${wide} wide`);
    await shot(page, 'phone.png');
    await page.locator('.to-records').click();
    await shot(page, 'phone-records.png');
    await page.locator('.k-dl tr.row').nth(4).locator('td').first().click();
    assert.ok(await page.locator('.paper').isVisible());
    assert.ok(await inView(page.locator('mark.on').first()));
    await shot(page, 'phone-chosen.png');
    await page.close();
  });

  await test('it can be read without its script', async () => {
    await withBrowser(program, { javaScriptEnabled: false }, async (plain) => {
      const page = await plain.newPage();
      await page.goto(pathToFileURL(join(folder, 'vi.html')).href);
      for (const part of ['.paper', '.kind.k-as', '.panel.remarks', '.records .more']) assert.ok(await page.locator(part).first().isVisible(), part);
      await page.locator('.k-dl .go').last().click();
      assert.match(page.url(), /#d1-m\d+$/);
    });
  });

  for (const name of ['vi.html', 'en.html', 'repairs.html', 'pages.html', 'many.html']) {
    for (const scheme of ['light', 'dark']) {
      await test(`${name} has no faults of accessibility (${scheme})`, async () => {
        const page = await open(name, { scheme });
        await shot(page, `${name.replace('.html', '')}-${scheme}.png`);
        await assertAccessible(page);
        const views = page.locator('.document:visible .tabs a:visible');
        for (let i = 1; i < (await views.count()); ++i) {
          await views.nth(i).click();
          await assertAccessible(page, await views.nth(i).textContent());
        }
        await views.first().click();
        await page.locator('.document:visible tr.row').first().locator('td').first().click();
        await page.waitForTimeout(300);
        await assertAccessible(page, 'chosen');
        await page.close();
      });
    }
  }

  await test('it is printed whole', async () => {
    const page = await open('vi.html', { scheme: 'dark' });
    const pdf = await page.pdf({ path: join(folder, 'printed.pdf'), preferCSSPageSize: true, tagged: true });
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g).length;
    assert.ok(pages >= 3 && pages < 20, `${pages} pages`);
    await page.close();
  });
});

tests.end();
