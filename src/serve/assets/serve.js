// The site can be used without this. With it, pages are fetched as they are looked at, records are judged in their place and by keys,
// places are chosen with the mouse, and documents are dropped in.
(() => {
  'use strict';

  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const fragmentOf = (html) => {
    const template = document.createElement('template');
    template.innerHTML = html; // of this server, which writes no document's markup
    return template.content;
  };

  // ---- the pages of a document ----

  const article = document.querySelector('.document');
  let last = Promise.resolve(); // one page after the other: the server draws one at a time
  const pause = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      last = last.then(() => fetchPage(entry.target)).catch(() => {});
    }
  }, { rootMargin: '400px' });
  async function fetchPage(figure) {
    const { href } = figure.querySelector('a');
    let response = await fetch(href);
    for (let tries = 1; response.status === 503 && tries < 30; tries += 1) {
      await pause(0.5); // others look at pages too
      response = await fetch(href);
    }
    const text = await response.text();
    if (response.ok) {
      figure.replaceWith(fragmentOf(text));
      article.dispatchEvent(new Event('trichluc:pages'));
    } else {
      figure.classList.add('lost');
      figure.append(text);
    }
  }
  for (const figure of all('figure.later')) watcher.observe(figure);

  // ---- judging records ----

  async function judge(form, button) {
    const place = form.closest('.judge');
    const data = new URLSearchParams(new FormData(form));
    data.set(button.name, button.value);
    data.set('fragment', '1');
    for (const each of all('button', place)) each.disabled = true;
    const response = await fetch(form.action, { method: 'POST', body: data });
    const fresh = fragmentOf(await response.text());
    const focused = place.contains(document.activeElement);
    const next = fresh.querySelector('.judge');
    if (!next) {
      for (const each of all('button', place)) each.disabled = false;
      return;
    }
    const progress = fresh.querySelector('.progress');
    if (progress) document.querySelector('.head-of-document .progress').replaceWith(progress);
    const fault = fresh.querySelector('.problem');
    if (fault) next.append(fault);
    place.replaceWith(next);
    if (focused) next.querySelector(`[value="${button.value}"]`)?.focus();
  }
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.closest('.judge') || !event.submitter) return;
    event.preventDefault();
    judge(form, event.submitter);
  });

  // Keys act on the chosen record: a accepts, x rejects, c corrects, u takes back, j and k go on and back.
  function rowOf(step) {
    const rows = all('tr.row', article).filter((row) => row.offsetParent !== null);
    const at = rows.findIndex((row) => row.classList.contains('on'));
    return rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))];
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, [contenteditable]')) return;
    if (event.key === '/') {
      const field = document.querySelector('#q, .ask input[type="search"], .filter');
      if (field) {
        event.preventDefault();
        field.focus();
      } else {
        location.href = '/';
      }
      return;
    }
    if (!article) return;
    if (event.key === 'j' || event.key === 'k') {
      const row = rowOf(event.key === 'j' ? 1 : -1);
      const go = row && row.querySelector('.go');
      if (go) go.click();
      if (row) row.scrollIntoView({ block: 'nearest' });
      return;
    }
    const what = { a: '[value="accepted"]', x: '[value="rejected"]', u: '[value="withdrawn"]', c: '.correct' }[event.key];
    const more = what && article.querySelector('tr.row.on + .more .judge');
    const button = more && more.querySelector(what);
    if (button) button.click();
  });

  // ---- choosing the words of a record ----

  const source = document.querySelector('.correcting .source');
  if (source) {
    const start = document.querySelector('[name="start"]');
    const end = document.querySelector('[name="end"]');
    const bytes = (text) => new TextEncoder().encode(text).length;
    document.addEventListener('selectionchange', () => {
      const selection = document.getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return;
      const range = selection.getRangeAt(0);
      if (!source.contains(range.startContainer) || !source.contains(range.endContainer)) return;
      const before = document.createRange();
      before.setStart(source, 0);
      before.setEnd(range.startContainer, range.startOffset);
      const first = Number(source.dataset.from) + bytes(before.toString());
      start.value = first;
      end.value = first + bytes(range.toString());
    });
    const marked = source.querySelector('mark');
    if (marked) source.scrollTop = marked.offsetTop - source.offsetTop - source.clientHeight / 3;
  }

  // ---- adding documents ----

  const drop = document.querySelector('.drop');
  if (drop) {
    const list = document.querySelector('.added');
    const chosen = drop.querySelector('input[type="file"]');
    const line = (name) => {
      const item = list.appendChild(document.createElement('li'));
      item.append(`${name}: `, drop.dataset.working);
      return item;
    };
    const send = async (files) => {
      for (const file of Array.from(files)) {
        const item = line(file.name);
        try {
          const response = await fetch(`/add?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
          item.replaceChildren(fragmentOf(await response.text()));
        } catch {
          item.replaceChildren(`${file.name}: ${drop.dataset.lost}`);
        }
      }
    };
    chosen.addEventListener('change', () => send(chosen.files));
    drop.addEventListener('dragover', (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
    drop.addEventListener('dragleave', () => drop.classList.remove('over'));
    drop.addEventListener('drop', (event) => {
      event.preventDefault();
      drop.classList.remove('over');
      send(event.dataTransfer.files);
    });
  }
})();
