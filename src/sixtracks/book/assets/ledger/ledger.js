/*
 * The ledger of claims: sorted and filtered in the page, all opened or closed at once, opened on paper and where an
 * address leads into a verdict. Without this script every claim stands in the essay's order, and each verdict opens
 * by itself. It never says how many claims fit: verdicts are not to be added up.
 */
'use strict';
(() => {
  const ledger = document.querySelector('.ledger');
  if (!ledger) return;
  const claims = [...ledger.querySelectorAll('.claim')];
  const states = [...ledger.querySelectorAll('details')];
  const FACETS = [
    ['kind', 'Kind'], ['track', 'Track'], ['then', 'Verdict for 2018'], ['now', 'Verdict of today'],
  ];
  const ALL = 'all';

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };
  const words = (value) => value.replaceAll('-', ' ');
  const choice = (label, options) => {
    const id = `ledger-${label.toLowerCase().replaceAll(' ', '-')}`;
    const select = element('select', { id }, ...options.map(([value, text]) => element('option', { value }, text)));
    return [select, element('div', {}, element('label', { for: id }, label), select)];
  };

  const [order, orderLabel] = choice('Order', [
    ['place', 'The essay’s order'], ...FACETS.map(([key, label]) => [key, label]),
  ]);
  const facets = FACETS.map(([key, label]) => {
    const values = [...new Set(claims.map((claim) => claim.dataset[key]).filter(Boolean))].sort();
    const [select, holder] = choice(label, [[ALL, 'All'], ...values.map((value) => [value, words(value)])]);
    return { key, select, holder, some: values.length > 1 };
  });
  const said = element('p', { class: 'ledger-none', 'aria-live': 'polite' });
  const opener = element('button', { type: 'button' }, 'Open all verdicts');

  const by = (key) => (one, other) => (
    key === 'place' ? 0 : (one.dataset[key] ?? '~').localeCompare(other.dataset[key] ?? '~')
  );
  const show = () => {
    const fits = (claim) => facets.every(({ key, select }) => (
      select.value === ALL || claim.dataset[key] === select.value
    ));
    claims.forEach((claim) => { claim.hidden = !fits(claim); });
    // `sort` keeps the essay's order among equals
    ledger.append(...[...claims].sort(by(order.value)));
    const none = claims.every((claim) => claim.hidden);
    const chosen = facets.filter(({ select }) => select.value !== ALL);
    said.textContent = none ? 'No claim fits all of these.'
      : chosen.map(({ holder, select }) => `${holder.firstChild.textContent}: ${words(select.value)}`).join('; ');
  };
  const tell = () => {
    opener.textContent = states.every((state) => state.open) ? 'Close all verdicts' : 'Open all verdicts';
  };
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1)); // our ids need no decoding
    const claim = target?.closest('.claim');
    if (!claim) return;
    if (claim.hidden) {
      facets.forEach(({ select }) => { select.value = ALL; });
      show();
    }
    const state = target.closest('details');
    if (state) state.open = true;
    target.scrollIntoView();
  };

  [order, ...facets.map(({ select }) => select)].forEach((select) => select.addEventListener('change', show));
  opener.addEventListener('click', () => {
    const open = !states.every((state) => state.open);
    states.forEach((state) => { state.open = open; });
  });
  states.forEach((state) => state.addEventListener('toggle', tell));
  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = states.filter((state) => !state.open);
    closed.forEach((state) => { state.open = true; });
  });
  window.addEventListener('afterprint', () => closed.forEach((state) => { state.open = false; }));
  window.addEventListener('hashchange', reveal);
  // the same address again: the filter may have hidden what it leads to
  ledger.addEventListener('click', ({ target }) => {
    if (target.closest?.(`a[href="${location.hash}"]`)) reveal();
  });
  window.addEventListener('pageshow', show); // a browser that goes back restores what was chosen

  const shown = facets.filter(({ some }) => some).map(({ holder }) => holder);
  ledger.before(
    element('div', { class: 'ledger-controls', role: 'group', 'aria-label': 'Sort and filter the claims' }, orderLabel, ...shown, opener),
    said,
  );
  reveal();
})();
