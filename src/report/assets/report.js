// Reports can be read without this. With it, rows and marked places light each other up, views become tabs, and records can be
// filtered. It asks for nothing and keeps nothing but the choice of light or dark.
(() => {
  'use strict';

  const root = document.documentElement;
  const narrow = window.matchMedia('(max-width: 56rem)');
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  root.classList.add('js');

  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const numbers = (element) => (element.dataset.r || element.dataset.row || '').split(' ').filter(Boolean);

  function show(element, block = 'center') {
    if (element) element.scrollIntoView({ block, inline: 'nearest', behavior: calm.matches ? 'auto' : 'smooth' });
  }

  // One document: what carries which number, found once, when it is first wanted.
  class DocumentPart {
    constructor(article) {
      this.article = article;
      this.prefix = article.id;
      this.chosen = [];
      this.from = null; // where Escape leads back to
      this.makeTabs();
      this.makeRows();
      this.makeMarks();
      this.makeFilter();
      this.followOutline();
      // A page of a server has put pictures in.
      this.article.addEventListener('trichluc:pages', () => {
        this.byNumber = null;
        this.choose(this.chosen);
      });
    }

    find(what) {
      return document.getElementById(`${this.prefix}-${what}`);
    }

    get carriers() {
      if (!this.byNumber) {
        this.byNumber = new Map();
        for (const element of all('mark, rect, .row', this.article)) {
          for (const number of numbers(element)) {
            if (!this.byNumber.has(number)) this.byNumber.set(number, []);
            this.byNumber.get(number).push(element);
          }
        }
      }
      return this.byNumber;
    }

    // ---- views ----

    makeTabs() {
      const bar = this.article.querySelector('.tabs');
      this.tabs = all('a', bar);
      bar.setAttribute('role', 'tablist');
      for (const tab of this.tabs) {
        const panel = document.getElementById(tab.hash.slice(1));
        tab.setAttribute('role', 'tab');
        tab.setAttribute('aria-controls', panel.id);
        if (!tab.classList.contains('to-records')) {
          panel.setAttribute('role', 'tabpanel');
          panel.tabIndex = -1;
        }
        tab.addEventListener('click', (event) => {
          event.preventDefault();
          this.view(tab.hash.slice(this.prefix.length + 2));
        });
      }
      bar.addEventListener('keydown', (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const seen = this.tabs.filter((tab) => tab.offsetParent !== null);
        const next = seen[(seen.indexOf(document.activeElement) + step + seen.length) % seen.length];
        next.focus();
        next.click();
      });
      this.view('text');
    }

    view(name) {
      this.article.dataset.view = name;
      for (const tab of this.tabs) {
        const chosen = tab.hash === `#${this.prefix}-${name}`;
        tab.setAttribute('aria-selected', String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
      }
    }

    // ---- rows and marks ----

    choose(wanted, open = true) {
      for (const number of this.chosen) {
        for (const element of this.carriers.get(number) || []) element.classList.remove('on');
      }
      for (const element of all('.row[aria-current]', this.article)) element.removeAttribute('aria-current');
      this.chosen = wanted;
      for (const number of wanted) {
        for (const element of this.carriers.get(number) || []) {
          element.classList.add('on');
          if (open && element.classList.contains('row')) element.setAttribute('aria-current', 'true');
        }
      }
    }

    // The place of a record: on the picture of its page where those are being looked at, else in the text.
    goToPlace(number, focus) {
      const carriers = this.carriers.get(number) || [];
      const rect = carriers.find((element) => element.tagName === 'rect');
      const mark = carriers.find((element) => element.tagName === 'MARK');
      this.choose([number]);
      if (this.article.dataset.view === 'pages' && rect) {
        show(rect);
      } else if (mark) {
        this.view('text');
        show(mark);
        if (focus) this.focusMark(this.marks.find((each) => numbers(each).includes(number)) || mark);
      }
      history.replaceState(null, '', `#${this.prefix}-r${number}`);
    }

    goToRow(wanted, focus) {
      this.choose(wanted);
      const row = this.find(`r${wanted[wanted.length - 1]}`);
      if (!row) return;
      if (row.closest('.panel')) this.view('remarks');
      else if (narrow.matches) this.view('records');
      show(row, 'nearest');
      const link = row.querySelector('.go');
      if (focus && link) link.focus({ preventScroll: true });
      history.replaceState(null, '', `#${row.id}`);
    }

    makeRows() {
      this.article.addEventListener('click', (event) => {
        const row = event.target.closest('.row');
        const link = event.target.closest('a');
        if (!row || (link && !link.classList.contains('go'))) return;
        if (!window.getSelection().isCollapsed && !link) return; // somebody copies words
        event.preventDefault();
        this.from = row.querySelector('.go');
        this.goToPlace(row.dataset.row, event.detail === 0); // Enter on a link is a click without a button
      });
      this.article.addEventListener('keydown', (event) => {
        const link = event.target.closest('.go');
        if (!link || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
        event.preventDefault();
        const links = all('.go', link.closest('.side, .panel')).filter((each) => each.offsetParent !== null);
        const at = links.indexOf(link);
        const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
        const target = links[Math.max(0, Math.min(links.length - 1, next))];
        target.focus();
        this.choose([target.closest('.row').dataset.row]);
      });
    }

    // One marked place is in the order of the Tab key; the arrows lead to the others.
    makeMarks() {
      this.marks = all('mark[data-b]', this.article);
      this.marks.forEach((mark, i) => {
        mark.tabIndex = i === 0 ? 0 : -1;
        mark.setAttribute('role', 'button');
      });
      this.article.addEventListener('click', (event) => {
        const place = event.target.closest('mark, rect');
        if (!place || !window.getSelection().isCollapsed) return;
        this.from = place;
        this.goToRow(this.seen(place), false);
      });
      this.article.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && this.from) {
          const back = this.from;
          this.from = null;
          if (back.tagName === 'MARK') this.view('text');
          else if (narrow.matches && back.closest('.side')) this.view('records');
          back.focus({ preventScroll: true });
          show(back, 'nearest');
          return;
        }
        const mark = event.target.closest('mark');
        if (!mark) return;
        const at = this.marks.indexOf(mark);
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          this.from = mark;
          this.goToRow(this.seen(mark), true);
        } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
          event.preventDefault();
          const next = this.marks[at + (event.key === 'ArrowRight' ? 1 : -1)];
          if (next) this.focusMark(next);
        }
      });
    }

    // The records over a place whose kinds are switched on.
    seen(place) {
      const on = numbers(place).filter((number) => {
        const row = this.find(`r${number}`);
        return row && (row.closest('.panel') || !row.closest('.kind') || getComputedStyle(row.closest('.kind')).display !== 'none');
      });
      return on.length > 0 ? on : numbers(place);
    }

    focusMark(mark) {
      const target = mark.hasAttribute('tabindex') ? mark : this.marks.find((each) => each === mark) || mark;
      for (const each of this.marks) if (each.tabIndex === 0) each.tabIndex = -1;
      target.tabIndex = 0;
      target.focus({ preventScroll: true });
      show(target);
      this.choose(numbers(target), false);
    }

    // ---- filter and outline ----

    makeFilter() {
      const side = this.article.querySelector('.side');
      const tools = side.querySelector('.tools');
      const input = tools.querySelector('.filter');
      const bare = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
      tools.hidden = false;
      input.addEventListener('input', () => {
        const words = bare(input.value).split(/\s+/).filter(Boolean);
        let left = 0;
        for (const row of all('.row', side)) {
          if (row.words === undefined) row.words = bare(row.textContent + ' ' + row.nextElementSibling.textContent);
          row.hidden = !words.every((word) => row.words.includes(word));
          row.nextElementSibling.hidden = row.hidden;
          if (!row.hidden) ++left;
        }
        for (const kind of all('.kind', side)) kind.hidden = !kind.querySelector('.row:not([hidden])');
        side.querySelector('.none-left').hidden = left > 0 || words.length === 0;
      });
    }

    followOutline() {
      const outline = this.article.querySelector('.outline');
      if (!outline) return;
      if (narrow.matches) outline.querySelector('details').open = false;
      const links = new Map(all('a', outline).map((link) => [link.hash.slice(1), link]));
      let here = null;
      const watcher = new IntersectionObserver((entries) => {
        const entry = entries.filter((each) => each.isIntersecting).pop();
        if (!entry) return;
        if (here) here.removeAttribute('aria-current');
        here = links.get(entry.target.id);
        if (here) here.setAttribute('aria-current', 'location');
      }, { rootMargin: '-10% 0px -70% 0px' });
      for (const id of links.keys()) watcher.observe(document.getElementById(id));
      outline.addEventListener('click', (event) => {
        if (event.target.closest('a')) this.view('text');
      });
    }
  }

  const parts = new Map(all('.document').map((article) => [article.id, new DocumentPart(article)]));

  // ---- many documents: one at a time, or all ----

  const list = document.querySelector('.documents');
  function showOnly(prefix) {
    if (parts.size < 2) return;
    for (const [id, part] of parts) part.article.hidden = prefix !== null && id !== prefix;
    for (const link of all('a', list)) {
      if (link.hash === `#${prefix}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    list.querySelector('.all').hidden = prefix === null;
  }
  if (list) {
    document.querySelector('.bar').after(list);
    list.addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (link) {
        event.preventDefault();
        showOnly(link.hash.slice(1));
        history.replaceState(null, '', link.hash);
        window.scrollTo(0, 0);
        document.getElementById(link.hash.slice(1)).focus({ preventScroll: true });
      } else if (event.target.closest('.all')) {
        showOnly(null);
      }
    });
    if (parts.size > 0) showOnly(parts.keys().next().value);
  }

  // ---- addresses: #d1-r12 is a record, #d1-s3 a section ----

  function follow() {
    const match = /^#([a-z]\w*)(?:-([a-z])(\d+))?$/i.exec(location.hash);
    const part = match && parts.get(match[1]);
    if (!part) return;
    showOnly(match[1]);
    if (match[2] === 'r') {
      part.goToRow([match[3]], false);
      part.goToPlace(match[3], false);
    } else if ('msb'.includes(match[2])) {
      part.view('text');
      show(document.getElementById(location.hash.slice(1)), match[2] === 's' ? 'start' : 'center');
    } else if (match[2] === 'p') {
      part.view('pages');
      show(document.getElementById(location.hash.slice(1)), 'start');
    }
  }
  window.addEventListener('hashchange', follow);
  follow();

  // ---- the bar ----

  const bar = document.querySelector('.bar .tools');
  if (bar) {
    const theme = bar.querySelector('.theme');
    const remember = (value) => {
      try {
        if (value === undefined) return localStorage.getItem('trichluc-theme');
        localStorage.setItem('trichluc-theme', value);
      } catch {
        // A browser that keeps nothing for files follows the system.
      }
      return null;
    };
    const apply = (value) => {
      if (value === 'light' || value === 'dark') root.dataset.theme = value;
      else delete root.dataset.theme;
    };
    theme.value = remember() || 'auto';
    if (!theme.value) theme.value = 'auto';
    apply(theme.value);
    theme.addEventListener('change', () => {
      apply(theme.value);
      remember(theme.value);
    });
    bar.querySelector('.print').addEventListener('click', () => window.print());
    bar.hidden = false;
  }
})();
