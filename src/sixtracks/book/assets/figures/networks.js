/*
 * Networks that a reader explores: one design after the other, and who is tied to whom. The page comes with the
 * drawings of all designs and a table for each; this shows one at a time, and what belongs to a party or a track.
 * `figures.js` has what it shares with other charts.
 */
'use strict';
(() => {
  const {
    all, button, copied, element, framed, goTo, makeSortable, markAt, plotting, stepped, walkable, words,
  } = window.sixTracksPage;
  const NODES = '[data-event^="party-"], [data-event^="track-"]';
  // How near a mouse must be to a node, in pixels: less than a finger.
  const NEAR = 4;
  // How long a mouse may be between two nodes and still be on its way, in milliseconds: else light would flicker.
  const PASSING = 180;

  /** What belongs to a node: itself, its seats, and the nodes at their other ends. */
  const around = (seats, node) => new Set([node, ...seats.filter((seat) => seat.includes(node)).flat()]);

  /** The view that an address opens: its own, or the first with that seat, preferably the one that is shown. */
  const viewOf = (views, shown, hash) => views.find(({ id }) => hash === `view-${id}`)
    ?? [shown, ...views].find(({ seats }) => seats.some(([seat]) => seat === hash));

  function attach(chart) {
    const { figure, name: title } = chart.dataset;
    const views = JSON.parse(chart.dataset.views), stage = chart.querySelector('.stage');
    const lists = document.querySelector(`.rows[data-figure="${figure}"]`);
    const rowOf = (seat) => lists.querySelector(`#${seat}`);
    let view = views[0], current = null, pointed = null, leaving = 0, moving = 0;

    const live = element('p', { class: 'visually-hidden', 'aria-live': 'polite' });
    const say = (text) => { live.textContent = text; };
    const nodeOf = (id) => view.nodes.find(([node]) => node === id);
    const seatsOf = (id) => view.seats.filter((seat) => seat.includes(id));
    const lit = () => {
      const node = pointed ?? current;
      return node && around(view.seats, node);
    };
    const position = () => `${view.nodes.findIndex(([node]) => node === current) + 1} of ${view.nodes.length}`;

    const plotter = plotting(chart, {
      say,
      // of the first view, a file may tell only once
      formsOf: ({ views: told, forms }) => told?.[view.id] ?? forms,
      dress: () => {
        const shown = lit();
        return { isShown: () => true, isLit: shown && ((id) => shown.has(id)) };
      },
      onready: (plot) => {
        plot.on('plotly_click', ({ points: [{ customdata }] }) => nodeOf(customdata) && select(customdata));
        if (!current) say('The chart now tells of each seat');
        return [element('span', {}, 'Point at a line for its seat.')];
      },
    });
    const redraw = framed(() => plotter.draw());

    /** Dim what does not belong to the node that is pointed at, or else to the current one. */
    function light() {
      const shown = lit();
      stage.classList.toggle('has-lit', Boolean(shown));
      for (const mark of all(stage, '[data-event]')) {
        mark.classList.toggle('lit', Boolean(shown?.has(mark.dataset.event)));
      }
      if (plotter.plot) redraw();
    }
    /** Make a party or a track the current one; with null, none. */
    function select(id) {
      current = nodeOf(id) ? id : null;
      pointed = null;
      for (const row of all(lists, 'tr.lit')) row.classList.remove('lit');
      card.hidden = !current;
      if (current) {
        const [, name, told] = nodeOf(current), seats = seatsOf(current);
        for (const [seat] of seats) rowOf(seat)?.classList.add('lit');
        cardWhen.textContent = `${current.startsWith('track-') ? 'Track' : 'Party'} · ${position()}`;
        cardText.replaceChildren(element('p', { class: 'card-title' }, name), element('ul', {}, ...seats.map(itemOf)));
        say(`${told}; ${position()}`);
      }
      light();
    }
    /** A seat in words: whom it joins to the current node, the role, the basis with the row's own links. */
    function itemOf([seat, party, track]) {
      const other = nodeOf(current === party ? track : party)?.[1] ?? '', row = rowOf(seat);
      if (!row) return element('li', {}, other);
      const [role, basis] = [...row.cells].slice(2);
      const told = all(copied(basis), 'p').flatMap((part) => [...part.childNodes]);
      return element('li', {}, `${other} – ${words(role)} – `, ...told);
    }
    const step = (which) => select(stepped(view.nodes.map(([node]) => node), current, which));
    const goToRow = () => {
      const seats = new Set(seatsOf(current).map(([seat]) => seat));
      // the first in the table's order, which a reader may have changed
      goTo(all(lists, 'tr[id]').find((row) => seats.has(row.id)));
    };
    const toStage = () => walk.focus({ preventScroll: true });
    const close = () => select(null);

    /** Show a design: its drawing, its text, its table, in plotly its form. */
    function show(chosen) {
      view = chosen;
      const { id, seats, told } = view, shown = new Set(seats.map(([seat]) => seat));
      for (const drawing of all(stage, '.drawing')) drawing.hidden = drawing.dataset.view !== id;
      stage.setAttribute('aria-label', told);
      for (const each of buttons) each.setAttribute('aria-pressed', String(each.dataset.view === id));
      for (const [heading, table] of tables) {
        const isOther = !all(table, 'tr[id]').some((row) => shown.has(row.id));
        for (const part of [heading, table]) part?.classList.toggle('other', isOther);
        // one table may hold two readings of a design
        for (const row of all(table, 'tr[id]')) row.classList.toggle('other', !shown.has(row.id));
      }
      select(current);
      redraw();
    }
    function choose(chosen) {
      show(chosen);
      // an address, but no step of the history
      history.replaceState(history.state, '', `#view-${chosen.id}`);
      if (!current) say(chosen.told.split('. ')[0]);
    }

    // What is built: the designs, tools, the layer that takes the keys, the card.
    const buttons = views.map((each) => button(
      each.name, () => choose(each), { 'data-view': each.id, 'aria-pressed': 'false' }));
    const designs = element('div', { class: 'chart-views', role: 'group', 'aria-label': 'Design' }, ...buttons);
    const steps = ['First', 'Previous', 'Next', 'Last'].map((which) => button(which, () => step(which)));
    const tools = element('div', { class: 'chart-tools', role: 'group', 'aria-label': 'Chart' },
      element('div', {}, ...steps), plotter.reach);
    const back = () => step('Previous'), on = () => step('Next');
    const keys = { ArrowLeft: back, ArrowUp: back, ArrowRight: on, ArrowDown: on, Home: () => step('First'),
      End: () => step('Last'), Enter: goToRow, Escape: close };
    const { walk, board } = walkable(stage, `${title}. Arrows: from party to party, then from track to track. `
      + 'Home, End: first, last. Enter: to its first row. Escape: all again.', keys);
    const cardWhen = element('p', { class: 'card-when' }), cardText = element('div', {});
    const named = { class: 'chart-card', role: 'group', 'aria-label': 'Current party or track', hidden: '' };
    const goToNode = () => {
      stage.scrollIntoView({ block: 'center', behavior: 'instant' });
      toStage();
    };
    const card = element('div', named, cardWhen, cardText, button('In the table', goToRow),
      button('In the chart', goToNode), button('Close', () => { close(); toStage(); }));
    board.before(designs, tools);
    board.after(card, live);

    function point(id) {
      clearTimeout(leaving);
      leaving = 0;
      if (pointed === id) return;
      pointed = id;
      light();
    }
    const leave = () => { if (pointed && !leaving) leaving = setTimeout(() => point(null), PASSING); };
    stage.onclick = (event) => select(markAt(stage, event, { selector: NODES })?.dataset.event);
    stage.onpointermove = (event) => {
      if (event.pointerType !== 'mouse') return;
      cancelAnimationFrame(moving);
      moving = requestAnimationFrame(() => {
        const id = markAt(stage, event, { selector: NODES, reach: NEAR })?.dataset.event;
        if (id) point(id);
        else leave();
      });
    };
    stage.onpointerleave = leave;

    const tables = all(lists, 'table').map((table) => {
      const rows = [...table.tBodies[0].rows], block = [...lists.children].find((part) => part.contains(table));
      for (const row of rows) row.tabIndex = -1;
      makeSortable(table, rows, (_, said) => say(said));
      return [block.previousElementSibling, block];
    });
    lists.classList.add('is-live');
    show(view);
    new ResizeObserver(redraw).observe(stage);

    return {
      redraw,
      open: (hash) => {
        const found = viewOf(views, view, hash);
        if (!found) return;
        show(found);
        // once the browser has dealt with what has changed places
        const row = rowOf(hash);
        requestAnimationFrame(() => (row ? goTo(row) : chart.scrollIntoView({ block: 'start', behavior: 'instant' })));
      },
    };
  }

  const charts = all(document, '.chart[data-kind=network]').map(attach);
  for (const chart of charts) chart.open(location.hash.slice(1));
  // from now on with the page's other charts
  window.sixTracksPage.charts.push(...charts);
})();
