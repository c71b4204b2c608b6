// The web application in a browser, as people use it: serve.mjs CHROMIUM FOLDER ADDRESS. The folder is that of serve.sh; screenshots go
// there too.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tests, assertAccessible, inView, openPage, phone, withBrowser } from './browser.mjs';

const [program, folder, address] = process.argv.slice(2);
const tests = new Tests();
const test = (name, run) => tests.run(name, run);
const open = (path, options = {}) => openPage(context, address + path, options);
const shot = (page, name, fullPage = false) => page.screenshot({ path: join(folder, name), fullPage });
const get = async (path) => {
  const response = await context.request.get(address + path);
  assert.equal(response.status(), 200, path);
  return response;
};
const searched = async (words) => (await get(`/?format=json&q=${encodeURIComponent(words)}`)).json();
const kDeadline = 'xong truoc ngay 31/3/2026'; // of a plan that is there as text and as PDF

let context;
await withBrowser(program, { locale: 'vi-VN' }, async (opened) => {
  context = opened;
  const hits = (await searched(kDeadline)).hits;
  const text = hits.find((hit) => hit.name.endsWith('phong_chong_thien_tai_xa.txt')).document;
  const pdf = hits.find((hit) => hit.name.endsWith('plan.pdf')).document;

  await test('words without marks find documents, and the passages lead to their places', async () => {
    const page = await open('/');
    await page.locator('#q').fill(kDeadline);
    await shot(page, 'home.png');
    await page.keyboard.press('Enter');
    await page.locator('.hit').first().waitFor();
    assert.ok((await page.locator('.hit').count()) >= 2);
    assert.match(await page.locator('.hit .snippet b').first().textContent(), /\S/);
    await shot(page, 'search.png');
    await page.locator('.hit').filter({ has: page.locator(`a[href="/documents/${text}"]`) }).locator('.where').first().click();
    assert.match(page.url(), new RegExp(`/documents/${text}#d1-[brs]\\d+$`));
    assert.ok(await inView(page.locator(new URL(page.url()).hash)));
    await shot(page, 'jumped.png');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  await test('what is typed with marks finds no more than what is typed without', async () => {
    const [bare, marked, other] = await Promise.all(['dan van', 'dân vận', 'dẩn vạn'].map(searched));
    assert.ok(marked.count > 0 && bare.count >= marked.count && other.count < marked.count);
  });

  await test('filters narrow a search, and stay in its address', async () => {
    const page = await open('/?q=ke+hoach');
    const count = async () => Number(/\d+/.exec(await page.locator('p.count').textContent())[0]);
    const all = await count();
    await page.locator('.filters summary').click();
    await page.locator('[name="unit"]').fill('Phong Kinh te');
    await Promise.all([page.waitForURL(/unit=/), page.locator('.search button').click()]);
    const some = await count();
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    assert.equal(await page.locator('[name="unit"]').inputValue(), 'Phong Kinh te');
    await shot(page, 'filters.png');
    await page.goto(`${address}/?from=2026-02-31`);
    assert.match(await page.locator('.problem').textContent(), /2026-02-31/);
    await page.close();
  });

  await test('pages are drawn when they are looked at, with the boxes of records', async () => {
    const page = await open(`/documents/${pdf}`);
    assert.ok((await page.locator('figure.later').count()) > 1);
    await page.locator('.tabs a', { hasText: 'Trang gốc' }).click();
    await page.locator('.pages image').first().waitFor();
    await page.locator('rect.as').first().click();
    assert.equal(await page.locator('.k-as tr.row.on').count(), 1);
    await page.locator('.k-as tr.row').nth(1).locator('td').first().click();
    await page.waitForTimeout(300);
    assert.ok(await inView(page.locator('rect.on').first()));
    await shot(page, 'pages.png');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  await test('records are accepted, rejected and taken back by keys', async () => {
    const page = await open(`/documents/${pdf}`);
    const done = async () => Number(/\d+/.exec(await page.locator('.progress').textContent())[0]);
    assert.equal(await done(), 0);
    await page.locator('.k-dl tr.row .go').first().click();
    const judge = page.locator('.k-dl tr.row.on + .more .judge');
    await page.keyboard.press('a');
    await judge.locator('.said', { hasText: 'Lê Thị Hạnh' }).waitFor();
    assert.equal(await judge.locator('.accept').getAttribute('aria-pressed'), 'true');
    assert.equal(await done(), 1);
    await shot(page, 'accepted.png');
    await page.keyboard.press('u');
    await page.locator('.k-dl tr.row.on + .more .judge:not(.done)').waitFor();
    assert.equal(await done(), 0);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await judge.locator('.reject[aria-pressed="true"]').waitFor();
    await page.reload();
    assert.equal(await page.locator('.rejected li').count(), 1);
    await shot(page, 'rejected.png', true);
    await page.locator('.rejected [value="withdrawn"]').click();
    await page.locator('.rejected .judge:not(.done)').waitFor();
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  await test('who is too late is told who was faster', async () => {
    const first = await open(`/documents/${pdf}`);
    const second = await open(`/documents/${pdf}`);
    for (const page of [first, second]) await page.locator('.k-tg tr.row .go').first().click();
    await first.keyboard.press('a');
    await first.locator('.k-tg .judge.done').first().waitFor();
    await second.keyboard.press('x');
    await second.locator('.k-tg .judge .problem').waitFor();
    assert.match(await second.locator('.k-tg .judge .problem').textContent(), /Lê Thị Hạnh/);
    await first.close();
    await second.close();
  });

  await test('a record is corrected, and the correction is in every export', async () => {
    const page = await open(`/documents/${text}`);
    await page.locator('.k-dl tr.row', { hasText: '31/03/2026' }).first().locator('.go').click();
    await page.locator('.k-dl tr.row.on + .more .correct').click();
    assert.match(await page.locator('.correcting .source mark').textContent(), /31\/3\/2026/);
    await page.locator('[name="date"]').fill('2026-02-31');
    await page.locator('.buttons button').click();
    await page.locator('.problem').waitFor();
    assert.match(await page.locator('.problem').textContent(), /date/);
    assert.equal(await page.locator('[name="date"]').inputValue(), '2026-02-31');
    await page.locator('[name="date"]').fill('2026-03-28');
    await page.locator('[name="note"]').fill('<b>đã gọi hỏi</b>');
    await shot(page, 'correcting.png');
    await Promise.all([page.waitForURL(/#d1-r\d+$/), page.locator('.buttons button').click()]);
    assert.match(await page.locator('.k-dl tr.row.on').textContent(), /28\/03\/2026/);
    assert.match(await page.locator('.k-dl tr.row.on + .more .said').textContent(), /<b>đã gọi hỏi<\/b>/);
    await shot(page, 'corrected.png');

    const json = await (await get(`/documents/${text}?format=json`)).json();
    assert.equal(json.deadlines.find((each) => each.date === '2026-03-28').rule, 'review:corrected');
    assert.match(await (await get(`/documents/${text}/export?form=ics`)).text(), /DTSTART[^\n]*:202603(27|28)/);
    writeFileSync(join(folder, 'plan.xlsx'), await (await get(`/documents/${text}/export?form=xlsx`)).body());
    const unzip = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(" ".join(z.read(n).decode() for n in z.namelist() if n.endswith(".xml")))';
    const sheets = execFileSync('python3', ['-c', unzip, join(folder, 'plan.xlsx')], { maxBuffer: 1 << 26 }).toString();
    const day = (Date.UTC(2026, 2, 28) - Date.UTC(1899, 11, 30)) / 86400000; // as spreadsheets count
    assert.ok(sheets.includes(`<v>${day}</v>`) || sheets.includes('28/03/2026'), 'in the workbook');
    const gold = await (await get(`/documents/${text}?format=gold`)).json();
    assert.ok(gold.deadlines.some((each) => each.date === '2026-03-28'));

    await page.goto(`${address}/reviews`);
    assert.match(await page.locator('.card').first().textContent(), /2026-03-28/);
    await shot(page, 'reviews.png');
    await page.close();
  });

  await test('a record that the machine missed is added by its words', async () => {
    const page = await open(`/documents/${text}`);
    const before = await page.locator('.k-tg tr.row').count();
    await page.locator('.adding a', { hasText: 'Chỉ tiêu' }).click();
    await page.locator('[name="value"]').fill('4');
    await page.locator('[name="comparator"]').selectOption('eq');
    await page.locator('[name="unit"]').fill('tại chỗ');
    // The words are selected in the source, as with a mouse.
    await page.evaluate(() => {
      const source = document.querySelector('.correcting .source');
      const walker = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf('bốn tại chỗ');
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 'bốn tại chỗ'.length);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        break;
      }
    });
    for (let i = 0; i < 50 && !Number(await page.locator('[name="end"]').inputValue()); ++i) await page.waitForTimeout(50);
    await shot(page, 'adding.png');
    await Promise.all([page.waitForURL(/#d1-r\d+$/), page.locator('.buttons button').click()]);
    assert.equal(await page.locator('.k-tg tr.row').count(), before + 1);
    assert.match(await page.locator('.k-tg tr.row.on').textContent(), /tại chỗ/);
    const json = await (await get(`/documents/${text}?format=json`)).json();
    assert.equal(json.targets.find((each) => each.rule === 'review:added').text, 'bốn tại chỗ');
    await page.close();
  });

  await test('a new record follows none that was rejected, and is of a kind that there is', async () => {
    const page = await open(`/documents/${text}`);
    await page.locator('.k-tg tr.row .go').first().click();
    await page.keyboard.press('x');
    await page.locator('.k-tg .judge .reject[aria-pressed="true"]').first().waitFor();
    await page.goto(`${address}/documents/${text}/records/targets/new`);
    assert.equal(await page.locator('.correcting [name="previous"]').inputValue(), '0');
    assert.equal((await page.goto(`${address}/documents/${text}/records/refrence/new`)).status(), 404);
    await page.close();
  });

  await test('a document is added, read, and found', async () => {
    const page = await open('/add');
    await page.locator('.drop input').setInputFiles(join(folder, 'new.pdf'));
    await page.locator('.added a').waitFor({ timeout: 60000 });
    await shot(page, 'added.png');
    await page.locator('.added a').click();
    assert.ok((await page.locator('.k-as tr.row').count()) > 0);
    await page.locator('.tabs a', { hasText: 'Trang gốc' }).click();
    await page.locator('.pages image').first().waitFor();
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  await test('a file that is no document is told apart', async () => {
    const page = await open('/add');
    await page.locator('.drop input').setInputFiles({ name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 nothing more') });
    await page.locator('.added li', { hasText: /broken\.pdf: (?!đang)/ }).waitFor();
    assert.equal(await page.locator('.added a').count(), 0);
    await page.close();
  });

  await test('what stands in documents is never markup', async () => {
    const hostile = (await searched('trong cay')).hits[0].document;
    for (const path of ['/?q=trong+cay', `/documents/${hostile}`, '/units?unit=so', '/targets?subject=ho', '/calendar?month=2031-03', '/calendar?month=2031-06', '/conflicts']) {
      const page = await open(path);
      await page.waitForLoadState('networkidle');
      assert.ok(!(await page.title()).startsWith('owned'));
      assert.equal(await page.locator('main script, main img, main [onmouseover], main [onerror]').count(), 0, path);
      assert.deepEqual(page.asked.filter((url) => !url.startsWith(address) && !url.startsWith('data:')), []);
      assert.deepEqual(page.complaints, []);
      await page.close();
    }
  });

  await test('it can be used without its script', async () => {
    await withBrowser(program, { javaScriptEnabled: false }, async (plain) => {
      const page = await plain.newPage();
      await page.goto(`${address}/?q=an+toan`);
      await page.locator('.hit h2 a').first().click();
      await page.locator('.k-rf .judge .accept').first().click();
      await page.waitForURL(/#d1-r\d+$/);
      assert.ok((await page.locator('.judge .said').count()) > 0);
    });
  });

  await test('all parts can be had in English', async () => {
    const page = await open('/units?unit=Phong+Kinh+te');
    await page.locator('.language').click();
    assert.match(page.url(), /units\?unit=Phong/);
    assert.equal(await page.locator('h1').textContent(), 'Units');
    await shot(page, 'units-en.png');
    await page.locator('.language').click();
    assert.equal(await page.locator('h1').textContent(), 'Cơ quan');
    await page.close();
  });

  const parts = {
    home: '/',
    search: '/?q=dan',
    units: '/units?unit=Phong',
    references: '/references?reference=Luat',
    calendar: '/calendar?month=2026-03',
    targets: '/targets?subject=ho',
    conflicts: '/conflicts',
    reviews: '/reviews',
    add: '/add',
    missing: '/nowhere',
  };
  for (const scheme of ['light', 'dark']) {
    for (const [name, path] of Object.entries(parts)) {
      await test(`${name} has no faults of accessibility (${scheme})`, async () => {
        const page = await open(path, { scheme });
        await assertAccessible(page);
        await shot(page, `${name}-${scheme}.png`);
        if (name !== 'missing') assert.deepEqual(page.complaints, []);
        await page.close();
      });
    }
    await test(`a document has no faults of accessibility (${scheme})`, async () => {
      const page = await open(`/documents/${text}`, { scheme });
      await assertAccessible(page);
      await page.locator('.k-dl tr.row .go').first().click();
      await page.waitForTimeout(300);
      await assertAccessible(page, 'chosen');
      await page.locator('.k-dl tr.row.on + .more .correct').click();
      await assertAccessible(page, 'correcting');
      await page.close();
    });
  }

  await test('nothing is wider than a phone', async () => {
    for (const [name, path] of Object.entries({ ...parts, document: `/documents/${text}` })) {
      const page = await open(path, { size: phone });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= phone.width, `${name}: ${wide} wide`);
      await shot(page, `${name}-phone.png`);
      await page.close();
    }
  });
});

tests.end();
