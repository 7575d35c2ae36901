// Progressive enhancement only: every page works as plain HTML and form posts without this file.
// No sentence stands here: words come from the page, in the reader's language.
const policy = globalThis.trustedTypes?.createPolicy('app', { createHTML: (s) => s }) ?? { createHTML: (s) => s };
const find = (selector, root = document) => root.querySelector(selector);

/** Says something in the page's live region for eight seconds. */
function say(text) {
  const toast = find('#toast');
  if (!toast || !text) return;
  toast.textContent = '';
  requestAnimationFrame(() => {
    toast.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { toast.textContent = ''; }, 8000);
  });
}

/* 1. <form data-swap="#id">: post in the background and replace that element from the normal answer. */
async function swap(form, submitter) {
  const selector = form.dataset.swap;
  const data = new FormData(form, submitter);
  const get = form.method === 'get';
  // `formAction` is never empty, so ask for the attribute.
  const url = new URL((submitter?.hasAttribute('formaction') ? submitter.formAction : form.action) || location.href);
  const plain = form.enctype !== 'multipart/form-data';
  const body = plain ? new URLSearchParams(data) : data;
  if (get) url.search = body;
  const answer = await fetch(url, {
    method: get ? 'GET' : 'POST',
    body: get ? undefined : body,
    headers: { 'X-Fragment': selector },
  });
  const html = policy.createHTML(await answer.text());
  const page = new DOMParser().parseFromString(html, 'text/html');
  const next = find(selector, page);
  const now = find(selector);
  if (!next || !now) { location.assign(answer.redirected ? answer.url : location.href); return; }
  const focused = document.activeElement?.id;
  now.replaceWith(document.adoptNode(next));
  if (get) history.replaceState(null, '', url);
  say(find('#flash [data-words]', page)?.textContent.trim());
  const summary = find('.error-summary, .conflict', next);
  if (summary) summary.focus();
  else if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/* 2. Nobody sends the same form twice by pressing twice. */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === 'dialog') return;
  if (form.getAttribute('aria-busy') === 'true') { event.preventDefault(); return; }
  if (form.method === 'post') form.setAttribute('aria-busy', 'true');
  if (!form.matches('[data-swap]')) return;
  event.preventDefault();
  swap(form, event.submitter)
    .catch(() => form.submit())
    .finally(() => form.removeAttribute('aria-busy'));
});
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
});

/* 3. Print, dialogs and menus. A [data-open] is a link or a button that also works without this file. */
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) print();
  const opener = event.target.closest('[data-open]');
  if (opener) {
    const dialog = find(opener.dataset.open);
    if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
  }
  if (event.target.closest('[data-close]')) event.target.closest('dialog')?.close();
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    menu.open = false;
    find('summary', menu)?.focus();
  }
});

/* 4. After a refused form what has to be put right comes first. */
find('.error-summary, .conflict')?.focus();

/* 5. A filter with [data-auto] applies itself. */
document.addEventListener('change', (event) => {
  const form = event.target.form;
  if (form?.matches('[data-auto]') && event.target.matches('select, [type="checkbox"], [type="radio"]')) form.requestSubmit();
});

/* 6. In a row of tabs that is wider than the screen, the tab of this page is in sight. */
for (const here of document.querySelectorAll('.local [aria-current]')) {
  const row = here.parentElement;
  row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

/* 7. <hr-date>: reads 令和8年12月1日, R8.12.1, 2026/12/1, 20261201 and 1 Dec 2026, and shows what was understood.
      The server reads the same text again and is the authority. */
const ERAS = [['令和', 'R', 2019], ['平成', 'H', 1989], ['昭和', 'S', 1926], ['大正', 'T', 1912], ['明治', 'M', 1868]];
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
/** `1Dec2026` and `December1,2026` as `2026-12-1`. */
function plainEnglish(text) {
  const [, day, name, year] = text.match(/^(\d{1,2})[.,\/-]*([a-z]{3,})[.,\/-]*(\d{4})$/i) ?? [];
  const [, first, second, third] = text.match(/^([a-z]{3,})[.,\/-]*(\d{1,2}),(\d{4})$/i) ?? [];
  const month = MONTHS.findIndex((one) => one.startsWith((name ?? first ?? '?').toLowerCase())) + 1;
  return month ? `${year ?? third}-${month}-${day ?? second}` : text;
}
function readDate(text) {
  const plain = plainEnglish(text.normalize('NFKC').replace(/\s/g, '').replace('元年', '1年'));
  const compact = plain.match(/^(\d{4})(\d{2})(\d{2})$/);
  const parts = compact ?? plain.match(/^(?:(令和?|平成?|昭和?|大正?|明治?|[RHSTM]))?(\d{1,4})[年.\/-](\d{1,2})[月.\/-](\d{1,2})日?$/i)?.slice(1);
  if (!parts) return null;
  const [name, figure, month, day] = compact ? [null, parts[1], parts[2], parts[3]] : parts;
  const era = name && ERAS.find(([kanji, letter]) => kanji.startsWith(name) || letter === name.toUpperCase());
  if (!era && figure.length !== 4) return null;
  const year = era ? era[2] + Number(figure) - 1 : Number(figure);
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
  return exists ? date : null;
}
function wordsOfDate(date) {
  const show = (locale, options) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(date);
  const full = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' };
  const era = show('ja-JP-u-ca-japanese', { era: 'long', ...full });
  return document.documentElement.lang === 'ja' ? `${era}・${date.getUTCFullYear()}年` : `${show('en-GB', full)} (${era})`;
}
customElements.define('hr-date', class extends HTMLElement {
  connectedCallback() {
    const text = find('input[type="text"]', this);
    const picker = find('input[type="date"]', this);
    const echo = find('output', this);
    if (!text || !echo) return;
    const show = (typed = true) => {
      const date = readDate(text.value);
      const unread = typed && !date && text.value !== '';
      echo.toggleAttribute('data-unread', unread);
      echo.textContent = date ? wordsOfDate(date) : unread ? this.dataset.unread : '';
      if (date && picker) picker.value = date.toISOString().slice(0, 10);
    };
    text.addEventListener('input', () => show());
    picker?.addEventListener('change', () => {
      if (!picker.value) return;
      text.value = picker.value.replaceAll('-', '/');
      show();
      text.focus();
    });
    find('[data-pick]', this)?.addEventListener('click', () => picker?.showPicker());
    // What the server has already refused is not said twice.
    show(false);
  }
});
