/*
 * Figures that a reader explores. The page comes with a drawing and a table; this adds what needs a script: filters,
 * a way from event to event by keyboard, and plotly in the drawing's place once a reader reaches for it.
 *
 * The upper half is functions that take and give values. Only what follows `element` touches the page. What other
 * scripts share with this one, for networks and for the highway, is given at the end.
 */
'use strict';
(() => {
  // How long a mouse rests on the drawing before that is taken for a wish, in milliseconds.
  const RESTING = 400;
  // How far beside a mark a click still means it, in pixels: half a finger.
  const REACH = 14;
  // With more rows than that there is a search.
  const SEVERAL = 8;
  // A range with less than that has no ticks to read, in milliseconds: twenty days.
  const NARROWEST = 1_728_000_000;
  // How much is seen of what is not lit.
  const FAINT = 0.2;
  const CONFIG = { displayModeBar: false, displaylogo: false, scrollZoom: false, responsive: false, typesetMath: false };
  const LENGTHS = new Set(['width', 'height', 'size', 'l', 'r', 't', 'b', 'xshift', 'yshift']);

  /** Text as a search compares it: a reader types neither capitals nor accents. */
  const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  /** Whether an event is among those wanted; what is empty is not asked for. */
  const isWanted = (event, { party, kind, paragraph, words }) => (!party || event.parties.includes(party))
    && (!kind || event.kind === kind) && (!paragraph || event.paragraphs.includes(paragraph))
    && folded(words).split(/\s+/).every((word) => event.text.includes(word));

  /** The id to which a step leads; from nowhere, on leads to the first and back to the last. */
  function stepped(ids, current, step) {
    const at = ids.indexOf(current), last = ids.length - 1;
    const to = { First: 0, Previous: at < 0 ? last : at - 1, Next: at + 1, Last: last }[step];
    return ids[Math.min(Math.max(to, 0), last)];
  }

  /** In a column of numbers by their size, else as words. */
  const compared = (a, b) => (a - b || a.localeCompare(b, 'en', { numeric: true }));

  /** Rows in the order of a column. What is empty comes last both ways: nobody sorts to see nothing. */
  const sorted = (rows, key, sign) => rows.map((row) => [key(row), row])
    .sort(([a], [b]) => (a && b ? sign * compared(a, b) : !a - !b)).map(([, row]) => row);

  /** Lines of cells as CSV. */
  const csv = (lines) => lines.map((cells) => `${cells.map(
    (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))}\n`).join('');

  /** Days of plotly's as milliseconds, and back. They have no zone, and stand for UTC. */
  const times = (days) => days.map((day) => Date.parse(/ /.test(day) ? `${day.replace(' ', 'T')}Z` : day));
  const days = (instants) => instants.map((time) => new Date(time).toISOString());

  /** A range moved by a share of its length, and made longer by a factor. */
  function moved([start, end], share, factor = 1) {
    const middle = (start + end) / 2 + (end - start) * share, half = ((end - start) / 2) * factor;
    return [middle - half, middle + half];
  }

  /** A range within its limits, as long as it was where that is possible. */
  function held([start, end], [first, last]) {
    const length = Math.min(Math.max(end - start, NARROWEST), last - first);
    const from = Math.min(Math.max((start + end - length) / 2, first), last - length);
    return [from, from + length];
  }

  const mapped = (object, change) => Object.fromEntries(Object.entries(object).map(([name, each]) => [name, change(each, name)]));
  const isObject = (value) => value !== null && typeof value === 'object';

  /** A value with each number and word in it changed, in the knowledge of its name. */
  function changed(value, change, name = '') {
    if (Array.isArray(value)) return value.map((each) => changed(each, change, name));
    return isObject(value) ? mapped(value, (each, key) => changed(each, change, key)) : change(value, name);
  }

  /** A trace without the points of hidden events: each of its lists that runs along the ids is cut with them. */
  function filtered(trace, isShown) {
    const ids = trace.customdata || [];
    const cut = (value) => {
      if (Array.isArray(value)) return value.length === ids.length ? value.filter((_, i) => isShown(ids[i])) : value;
      return isObject(value) ? mapped(value, cut) : value;
    };
    return cut(trace);
  }

  /** What marks an event in a form: a band behind its row or its column, or a ring where there is no label. */
  function marking({ data, layout }, id, colour) {
    const band = { type: 'rect', layer: 'below', line: { width: 0 }, fillcolor: colour };
    const find = (name) => data.find((trace) => [trace.name, trace.type].includes(name) && trace.customdata.includes(id));
    const bars = find('bar'), labels = find('labels'), events = find('events');
    const at = (trace) => trace.customdata.indexOf(id);
    const { width, margin, font: { size, color } } = layout;
    if (bars) {
      const [middle] = times([bars.x[at(bars)]]), half = bars.width[at(bars)] / 2;
      const [x0, x1] = days([middle - half, middle + half]);
      return { shapes: [{ ...band, x0, x1, yref: 'paper', y0: 0, y1: 1 }] };
    }
    if (labels) {
      const y = labels.y[at(labels)], half = (labels.text[at(labels)].split('<br>').length * 0.625 + 0.1) * size;
      const side = margin.l / (width - margin.l - margin.r);
      return { shapes: [{ ...band, xref: 'paper', x0: -side, x1: 1 + side, y0: y - half, y1: y + half }] };
    }
    if (!events) return {};
    const marker = { symbol: 'circle-open', size: size * 1.3, color, line: { width: 2 } };
    return { traces: [{ x: [events.x[at(events)]], y: [events.y[at(events)]], mode: 'markers', marker, hoverinfo: 'skip' }] };
  }

  /**
   * The form as plotly is to draw it now. `factor` makes its unit a pixel, `ink` leads from paper's colours to the
   * page's, and `range` is what is shown of the time, all of it where there is none. What is not lit is faint.
   */
  function dressed(form, { factor, ink, face, isShown, isLit, marked = {}, range }) {
    const { shapes = [], traces = [] } = marked;
    const parts = form.data.map((trace) => filtered(trace, isShown));
    const lit = isLit ? parts.flatMap((trace) => [
      { ...filtered(trace, (id) => !isLit(id)), opacity: FAINT }, filtered(trace, isLit)]) : parts;
    const data = [...lit, ...traces];
    // a column's width is no length but a time, in milliseconds: more than any sheet is wide
    const made = changed({ data, layout: form.layout }, (value, name) => (
      typeof value === 'number' && LENGTHS.has(name) && value < NARROWEST ? value * factor : ink.get(value) ?? value));
    const { layout } = made, { shapes: lines = [] } = layout, isBand = (shape) => shape.type === 'rect';
    layout.font.family = layout.hoverlabel.font.family = face;
    layout.shapes = [...lines.filter(isBand), ...shapes, ...lines.filter((shape) => !isBand(shape))];
    if (range) {
      layout.xaxis.range = days(range);
      // that many for the whole, whose ticks are the drawing's
      delete layout.xaxis.nticks;
    }
    return made;
  }

  /** An element with its attributes and children; `on…` is what it does. */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith('on')) made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }
  const button = (name, onclick, attributes) => element('button', { type: 'button', onclick, ...attributes }, name);
  const all = (node, selector) => [...node.querySelectorAll(selector)];
  const words = (node) => node.textContent.replace(/\s+/g, ' ').trim();

  const scripts = new Map();
  /** Load a script once. A script tag, since fetch does not work from a disk. */
  function load(src) {
    if (!scripts.has(src)) {
      scripts.set(src, new Promise((onload, failed) => {
        const onerror = () => {
          // so that the reader can try again
          scripts.delete(src);
          failed(new Error(src));
        };
        document.head.append(element('script', { src, onload, onerror }));
      }));
    }
    return scripts.get(src);
  }

  /** What is drawn for this width. */
  const seenIn = (stage) => all(stage, '.drawing > svg').find((svg) => svg.getClientRects().length);

  /** The mark nearest to a point, if one is within reach. */
  function markAt(stage, { clientX: x, clientY: y }, { selector = '[data-event]', reach = REACH } = {}) {
    const far = (mark) => {
      const box = mark.getBoundingClientRect();
      return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    };
    const [near] = all(seenIn(stage), selector).map((mark) => [far(mark), mark]).sort(([a], [b]) => a - b);
    return near?.[0] <= reach ? near[1] : null;
  }

  /** The share of the way across a drawing's curves that an id like `at-30` means: no mark is drawn for it. */
  const shareOf = (id) => (/^at-\d/.test(id) ? id.slice(3) / 100 : null);
  const curveIn = (svg) => svg.querySelector('[data-event^="curve-"]');

  /** Mark an event in a drawing, as `marking` does in plotly's form. */
  function markDrawing(svg, id) {
    svg.querySelector('.here')?.remove();
    const marks = all(svg, `[data-event="${id}"]`), share = shareOf(id);
    // the one for another width has no boxes
    if (!svg.getClientRects().length || !(marks.length || share !== null)) return;
    const isMap = svg.closest('[data-kind=map]'), sheet = svg.viewBox.baseVal;
    const isRow = !isMap && marks.some((mark) => mark.querySelector('text'));
    const boxes = marks.map((mark) => mark.getBBox());
    const least = (side) => Math.min(...boxes.map((box) => box[side])) - 2;
    const most = (side, length) => Math.max(...boxes.map((box) => box[side] + box[length])) + 2;
    const here = document.createElementNS(svg.namespaceURI, 'rect');
    let x = isRow ? 0 : least('x'), y = least('y');
    let width = isRow ? sheet.width : most('x', 'width') - x, height = most('y', 'height') - y;
    if (share !== null) {
      const curve = curveIn(svg).getBBox();
      [x, y, width, height] = [curve.x + share * curve.width - 5, 0, 10, sheet.height];
    }
    for (const [name, value] of Object.entries({ x, y, width, height })) here.setAttribute(name, value);
    here.setAttribute('class', isRow || share !== null ? 'here' : 'here ring');
    // behind lines and labels, before the lanes; behind all where lines are to be read against
    if (share === null) svg.querySelector('[data-event]').before(here);
    else svg.prepend(here);
  }

  /** Buttons in the table's heads that sort it; `onsorted` gets the rows in their new order. */
  function makeSortable(table, rows, onsorted) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const name = words(head);
      const key = (row) => (head.dataset.role === 'when' ? row.dataset.start : words(row.cells[column]));
      head.replaceChildren(button(name, () => {
        const order = head.ariaSort === 'ascending' ? 'descending' : 'ascending';
        for (const each of heads) each.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', order);
        table.tBodies[0].append(...sorted(rows, key, order === 'ascending' ? 1 : -1));
        onsorted([...table.tBodies[0].rows], `Sorted by ${name}, ${order}`);
      }));
    });
  }

  /** What the card below a chart says of an event: the row's own words and links. */
  function cardOf(row) {
    const copies = (selector) => all(row, selector).map(copied);
    const line = (name, selector) => copies(selector).filter((node) => node.querySelector('a')).map(
      (node) => element('p', { class: 'card-links' }, `${name} `, ...node.childNodes));
    return [element('p', { class: 'card-title' }, told(row)[1]), ...copies('.what > p + p'),
      ...line('Bears on', '.bears > p'), ...line('Sources', '.sources > p')];
  }
  /** The same of a row of values: under their heads. */
  const valuesOf = (row, heads) => [element('ul', { class: 'card-values' }, ...[...row.cells].flatMap((cell, i) => (
    i && !cell.hidden && words(cell) ? [element('li', {}, `${words(heads[i])}: ${words(cell)}`)] : [])))];
  /** A row's name, or its date, and the rest of what is spoken of it. */
  function told(row) {
    const name = words(row.cells[0]), { spoken } = row.dataset;
    return spoken.startsWith(`${name}: `) ? [name, spoken.slice(name.length + 2)] : spoken.split(/: (.*)/);
  }
  function copied(node) {
    const copy = node.cloneNode(true);
    for (const each of all(copy, '[id]')) each.removeAttribute('id');
    return copy;
  }

  /**
   * What puts plotly in a drawing's place when a reader asks for it. The drawing stays where it is, unseen, and keeps
   * the box open. `formsOf` chooses among what the chart's file told, `dress` gives how it looks now, knowing the page's
   * colours; `onready` gets plotly's element, and gives what then stands where the button was.
   */
  function plotting(chart, { formsOf = (told) => told.forms, dress, onready, say }) {
    const { figure, plotly, form: formFile } = chart.dataset, stage = chart.querySelector('.stage');
    const reach = element('div', { class: 'chart-reach' }, button('Explore the chart (loads 1.5 MB)', explore));
    const made = { reach, told: null, plot: null, explore, draw, loaded };

    function draw() {
      if (!made.plot) return null;
      // the style sheet decides
      const isWide = all(stage, '.drawing.wide').some((drawing) => drawing.getClientRects().length);
      const form = formsOf(made.told)[isWide ? 'wide' : 'phone'];
      const style = getComputedStyle(stage), colour = (role) => style.getPropertyValue(`--chart-${role}`).trim();
      const ink = new Map(Object.entries(made.told.colours).map(([paper, role]) => [paper, colour(role)]));
      const { data, layout } = dressed(form, { ink, factor: stage.getBoundingClientRect().width / form.width,
        face: style.fontFamily, ...dress(form, colour) });
      return window.Plotly.react(made.plot, data, layout, CONFIG).then(
        () => all(made.plot, 'svg').forEach((svg) => svg.setAttribute('aria-hidden', 'true')));
    }
    /** What the chart's own file tells. */
    async function loaded() {
      await load(formFile);
      return window.sixTracks[figure];
    }
    async function explore() {
      if (made.told) return;
      // on its way
      made.told = {};
      reach.firstChild.textContent = 'Loading the chart…';
      try {
        await load(plotly);
        made.told = await loaded();
        const plot = element('div', { class: 'plot', 'aria-hidden': 'true' });
        made.plot = plot;
        // plotly takes each touch for itself, and the page could not be scrolled from the chart
        plot.addEventListener('touchstart', (event) => event.stopPropagation(), { capture: true, passive: true });
        stage.append(plot);
        await draw();
        chart.classList.add('is-explored');
        const hadFocus = reach.contains(document.activeElement);
        reach.replaceChildren(...onready(plot));
        if (hadFocus) chart.querySelector('.walk').focus({ preventScroll: true });
      } catch {
        made.plot?.remove();
        made.told = made.plot = null;
        const failed = 'The chart did not load. The drawing and the table hold the same.';
        reach.replaceChildren(button('Try again', explore), failed);
        say(failed);
      }
    }
    return made;
  }

  /** Have a node drawn again, once for all that changes until the next frame. */
  function framed(draw) {
    let frame = 0;
    return () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    };
  }

  /**
   * The layer that takes the keys. The drawing keeps its role, an image with its text; what takes the keys lies over
   * it, and lets a pointer through.
   */
  function walkable(stage, title, keys) {
    const onkeydown = (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(keys, event.key)) return;
      event.preventDefault();
      keys[event.key]();
    };
    const walk = element('div', { class: 'walk', tabindex: '0', role: 'application', 'aria-roledescription': 'chart',
      'aria-label': title, onkeydown });
    const board = element('div', { class: 'board' });
    stage.replaceWith(board);
    board.append(stage, walk);
    return { walk, board };
  }
  function goTo(row) {
    row?.scrollIntoView({ block: 'center', behavior: 'instant' });
    row?.focus({ preventScroll: true });
  }

  /** Make a chart and its table one thing. Gives what the page asks of it: an address, another theme. */
  function attach(chart) {
    const { figure, kind, name: title } = chart.dataset;
    const table = document.querySelector(`.rows[data-figure="${figure}"] table`);
    const stage = chart.querySelector('.stage');
    const isTimeline = kind === 'timeline', unit = isTimeline ? 'events' : 'rows';
    // of these plotly can show a part of the time; of the others it shows values, over the drawing's own mark
    const isDated = isTimeline || kind === 'columns';
    let rows = [...table.tBodies[0].rows], current = null, range = null, remade = null;
    const rowOf = new Map(rows.map((row) => [row.dataset.event, row]));
    const events = new Map(rows.map((row) => {
      const { kind: sort = '', parties = '', paragraphs = '' } = row.dataset;
      return [row, { kind: sort, parties: parties.split('|'), paragraphs: paragraphs.split(' '), text: folded(words(row)) }];
    }));

    const live = element('p', { class: 'visually-hidden', 'aria-live': 'polite' });
    const say = (text) => { live.textContent = text; };
    const shown = () => rows.filter((row) => !row.hidden);
    const position = () => `${shown().indexOf(rowOf.get(current)) + 1} of ${shown().length}`;
    /** The row that a mark belongs to: its own, or of a seat its party's, the one with the longest name that fits. */
    const rowIdOf = (id) => (rowOf.has(id) || kind !== 'matrix' ? id : [...rowOf.keys()].filter(
      (party) => id.endsWith(party.replace(/^party/, ''))).sort((a, b) => b.length - a.length)[0]);
    const isShown = (id) => !rowOf.get(rowIdOf(id))?.hidden;

    const plotter = plotting(chart, {
      say,
      formsOf: ({ forms }) => remade || forms,
      dress: (form, colour) => ({ isShown, range, marked: isDated ? marking(form, current, colour('found')) : {} }),
      onready: (plot) => {
        plot.on('plotly_click', ({ points: [{ customdata, x }] }) => (
          choose(kind === 'curves' ? nearest(x) : customdata)));
        if (isDated) plot.on('plotly_relayout', () => show(times(plot.layout.xaxis.range)));
        if (!current) say(isDated ? 'The chart can now be dragged and zoomed' : 'The chart now tells its values');
        return isDated ? controls() : [element('span', {}, 'Point at the chart for its values.')];
      },
    });
    const redraw = framed(() => {
      for (const svg of all(stage, '.drawing > svg')) markDrawing(svg, current);
      plotter.draw();
    });

    /** Make an event the current one, everywhere; with null, none. */
    function select(id) {
      rowOf.get(current)?.removeAttribute('aria-current');
      const row = rowOf.get(id);
      current = row ? id : null;
      card.hidden = !row;
      if (row) {
        row.setAttribute('aria-current', 'true');
        cardText.replaceChildren(...(isDated ? cardOf(row) : valuesOf(row, table.tHead.rows[0].cells)));
        placeCard();
        say(`${isDated ? '' : headOf(row)}${row.dataset.spoken}; ${position()}`);
        // an address, but no step of the history
        if (isTimeline) history.replaceState(history.state, '', `#${id}`);
        const [start, end] = times([row.dataset.start, row.dataset.end].map(String));
        if (range && (end < range[0] || start > range[1])) show(moved(range, (start - (range[0] + range[1]) / 2) / (range[1] - range[0])));
      }
      redraw();
    }
    /** What a row is called by, where its name is but a number. */
    const headOf = (row) => (/^\d+$/.test(words(row.cells[0])) ? `${words(table.tHead.rows[0].cells[0])} ` : '');
    /** Say in the card which of how many the current event is. */
    function placeCard() {
      const row = rowOf.get(current);
      cardWhen.textContent = row && `${isDated ? '' : headOf(row)}${told(row)[0]} · ${position()}`;
    }
    function step(which) {
      const ids = shown().map((row) => row.dataset.event);
      if (ids.length) select(stepped(ids, current, which));
    }
    const choose = (id) => rowOf.has(rowIdOf(id)) && select(rowIdOf(id));
    /** The row of values at a share of the way across, and that at a point of the drawing. */
    const nearest = (share) => shown().map((row) => row.dataset.event)
      .sort((a, b) => Math.abs(shareOf(a) - share) - Math.abs(shareOf(b) - share))[0];
    function acrossAt({ clientX }) {
      const { left, width } = curveIn(seenIn(stage)).getBoundingClientRect();
      return nearest((clientX - left) / width);
    }
    const goToRow = () => goTo(rowOf.get(current));
    function goToMark() {
      // the drawing keeps its place under plotly's, and an event its height in both
      (all(stage, '.here')[0] || stage).scrollIntoView({ block: 'center', behavior: 'instant' });
      toStage();
    }
    const toStage = () => walk.focus({ preventScroll: true });

    const limits = () => times(plotter.told.forms.wide.layout.xaxis.range);
    /** Show a range; what it is relates to the one shown now. */
    function show(wished) {
      range = held(wished, limits());
      if (range[1] - range[0] === limits()[1] - limits()[0]) range = null;
      redraw();
    }
    const nudge = (share, factor) => show(moved(range || limits(), share, factor));

    const controls = () => [
      ...[['+', 'Zoom in', 0, 0.5], ['−', 'Zoom out', 0, 2], ['←', 'Earlier', -0.5], ['→', 'Later', 0.5]].map(
        ([sign, name, ...change]) => button(sign, () => nudge(...change), { 'aria-label': name, title: name })),
      button('All', () => show(limits())),
      ...plotter.told.ranges.map((each) => button(each.name, () => show(times(each.range)))),
    ];

    /** Show what the filters ask for, in the table, the drawing and the chart, and say how much that is. */
    function filter() {
      const wanted = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
      const isOn = Object.values(wanted).some(Boolean);
      for (const row of rows) row.hidden = !isWanted(events.get(row), wanted);
      for (const mark of all(stage, '[data-event]')) mark.classList.toggle('out', !isShown(mark.dataset.event));
      count.textContent = `${isOn ? `${shown().length} of ` : ''}${rows.length} ${unit}`;
      clear.hidden = take.hidden = !isOn;
      if (!isShown(current)) select(null);
      placeCard();
      redraw();
    }
    function clearFilter() {
      for (const field of fields) field.value = '';
      filter();
    }
    function takeShown() {
      const columns = [...table.tHead.rows[0].cells].map((head, i) => [words(head), i]).filter(([name]) => name !== 'Bears on');
      // of an event's cells the first paragraph: its date, its title, its parties, its sources
      const cells = (row) => columns.map(([, i]) => words(row.cells[i].querySelector('p') || row.cells[i]));
      const lines = [[...columns.map(([name]) => name.toLowerCase()), 'id'], ...shown().map((row) => [...cells(row), row.dataset.event])];
      const href = URL.createObjectURL(new Blob([csv(lines)], { type: 'text/csv' }));
      element('a', { href, download: `${figure}-shown.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    }

    // What is built: filters, tools, the layer that takes the keys, the card.
    const label = (text, field) => element('label', {}, element('span', {}, text), field);
    const choice = (name, values, sign = '') => label(name, element('select', { name: name.toLowerCase(), onchange: filter },
      element('option', { value: '' }, 'all'),
      ...[...new Set(values)].filter(Boolean).sort(compared).map((value) => element('option', { value }, sign + value))));
    const facts = [...events.values()], isFiltered = isDated || (kind !== 'curves' && rows.length > SEVERAL);
    const filters = element('div', { class: 'chart-filters', role: 'group', 'aria-label': `Filter the ${unit}` });
    if (isTimeline) {
      filters.append(choice('Party', facts.flatMap((event) => event.parties)), choice('Kind', facts.map((event) => event.kind)),
        choice('Paragraph', facts.flatMap((event) => event.paragraphs), '¶'));
    }
    if (isFiltered) {
      filters.append(label('Search', element('input', { type: 'search', name: 'words', oninput: filter, autocomplete: 'off' })));
    }
    const fields = all(filters, 'select, input');
    const count = element('output', {}, `${rows.length} ${unit}`);
    const clear = button('Clear', () => { clearFilter(); fields[0].focus(); }, { hidden: '' });
    const take = button('CSV of what is shown', takeShown, { hidden: '' });
    const steps = ['First', 'Previous', 'Next', 'Last'].map((which) => button(which, () => step(which)));
    const tools = element('div', { class: 'chart-tools', role: 'group', 'aria-label': 'Chart' },
      element('div', {}, ...steps), element('div', { class: 'chart-count' }, count, clear, take), plotter.reach);

    const zoom = (factor) => (plotter.plot && isDated ? nudge(0, factor) : plotter.explore());
    const keys = {
      ArrowLeft: () => step('Previous'), ArrowRight: () => step('Next'), Home: () => step('First'), End: () => step('Last'),
      Enter: goToRow, Escape: () => select(null), '+': () => zoom(0.5), '=': () => zoom(0.5), '-': () => zoom(2),
      ...(!isDated && { ArrowUp: () => step('Previous'), ArrowDown: () => step('Next') }),
    };
    const { walk, board } = walkable(stage, `${title}. Left and Right: from ${isTimeline ? 'event to event' : 'row to row'}. `
      + `Home, End: first, last. Enter: to its row.${isDated ? ' Plus, minus: zoom.' : ''}`, keys);
    const cardWhen = element('p', { class: 'card-when' }), cardText = element('div', {});
    const card = element('div', { class: 'chart-card', role: 'group', 'aria-label': `Current ${isTimeline ? 'event' : 'row'}`, hidden: '' }, cardWhen, cardText,
      button('In the table', goToRow), button('In the chart', goToMark), button('Close', () => { select(null); toStage(); }));
    board.before(...(isFiltered ? [filters] : []), tools);
    board.after(card, live);

    let rest = 0, drag = null;
    stage.onclick = (event) => {
      // then only plotly knows what stands where; else it is where the drawing has it, seen or not
      if (range) return;
      const id = kind === 'curves' ? acrossAt(event) : markAt(stage, event)?.dataset.event;
      if (id) choose(id);
      plotter.explore();
    };
    stage.onpointermove = (event) => {
      clearTimeout(rest);
      if (event.pointerType === 'mouse' && !plotter.told) rest = setTimeout(plotter.explore, RESTING);
      if (drag) show(moved(drag.range, (drag.x - event.clientX) / stage.clientWidth));
    };
    stage.onpointerleave = () => clearTimeout(rest);
    stage.onpointerdown = ({ pointerType, clientX: x }) => { drag = range && pointerType === 'touch' ? { x, range } : null; };
    stage.onpointerup = stage.onpointercancel = () => { drag = null; };

    makeSortable(table, rows, (inOrder, said) => {
      rows = inOrder;
      placeCard();
      say(said);
    });
    table.parentNode.classList.add('is-live');
    new ResizeObserver(redraw).observe(stage);

    return {
      figure,
      redraw,
      loaded: plotter.loaded,
      rows: () => rows,
      /** Have plotly draw other forms, or with null the chart's own; what its rows now say is in the table. */
      remake: (forms) => {
        remade = forms;
        if (current && rowOf.get(current).hidden) select(null);
        if (current) cardText.replaceChildren(...valuesOf(rowOf.get(current), table.tHead.rows[0].cells));
        redraw();
      },
      open: (id) => {
        const row = document.getElementById(id);
        if (!events.has(row)) return;
        if (row.hidden) clearFilter();
        select(row.dataset.event);
        // once the browser has dealt with what the filter and the card have moved
        requestAnimationFrame(goToRow);
      },
    };
  }

  const charts = all(document, '.chart[data-kind]:not([data-kind=network])').map(attach);
  const open = () => charts.forEach((chart) => chart.open(location.hash.slice(1)));
  window.addEventListener('hashchange', open);
  open();

  const redrawAll = () => charts.forEach((chart) => chart.redraw());
  new MutationObserver(redrawAll).observe(document.body, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll);

  window.sixTracksPage = { all, button, changed, charts, copied, element, filtered, framed, goTo, makeSortable, markAt, plotting,
    stepped, walkable, words };
})();
