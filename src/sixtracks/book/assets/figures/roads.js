/*
 * The highway's sliders: a reader sets the road, and results, charts and tables follow. `highway.js` has the model,
 * `figures.js` what is shared with other charts. Without this the page shows the road of the record.
 *
 * A chart is made again from its form, which tells plotly what to draw: the same lines and names with other values.
 * From that comes the drawing too, so that nothing heavy loads before a reader asks for it.
 */
'use strict';
(() => {
  const { all, button, charts, element, filtered, framed, words } = window.sixTracksPage;
  const { agreementTimes, atLeast, breakEven, queueShare, queueTimes } = window.sixTracksHighway;

  // The lines and rows that the charts have room for; the last of them stands for the last of all lanes.
  const DRAWN = 6;
  const LEADING = 1.25, GAP = 0.25;
  // Steps of the curves, while a slider moves and once it rests, and how long it must, in milliseconds.
  const MOVING = 20, RESTING = 40, REST = 400;
  const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'];
  const DILUTIONS = [0, 50, 100];
  const YARDSTICKS = ['open', 'first', 'last'];

  const number = (value, digits) => value.toLocaleString(
    'en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  const percent = (share, digits = 0) => `${number(100 * share, digits)}\u202f%`;
  const rate = (value) => `${number(value, 2)} a year`;

  // What a reader sets. Rates go up by the same factor with each step of their slider.
  const SETTINGS = [
    { name: 'lanes', label: 'Lanes', least: 1, most: 8, told: (value) => `${value} ${value === 1 ? 'lane' : 'lanes'}` },
    { name: 'stall', label: 'A moving lane stalls', least: 0.05, most: 3, isRate: true, told: rate },
    { name: 'recover', label: 'A standing lane moves again', least: 0.02, most: 3, isRate: true, told: rate },
    { name: 'agree', label: 'A moving lane agrees', least: 0.05, most: 3, isRate: true, told: rate },
    { name: 'coupling', label: 'Coupling', least: 0, most: 1, isShare: true, told: (value) => percent(value) },
    { name: 'dilution', label: 'Dilution', least: 0, most: 1, isShare: true, told: (value) => percent(value) },
  ];
  const FACTOR = 1.085;
  const steps = ({ least, most }) => Math.ceil(Math.log(most / least) / Math.log(FACTOR));
  const held = (value, { least, most }) => Math.min(Math.max(value, least), most);

  /** Where a slider stands for a value, and the value for where it stands. */
  const placed = (value, setting) => {
    const { least, most, isRate, isShare } = setting;
    if (isRate) return Math.round((Math.log(value / least) / Math.log(most / least)) * steps(setting));
    return isShare ? Math.round(100 * value) : value;
  };
  const valueAt = (place, setting) => {
    const { least, most, isRate, isShare } = setting;
    if (isRate) return Number((least * (most / least) ** (place / steps(setting))).toPrecision(2));
    return isShare ? place / 100 : place;
  };

  /** The road of an address like `stall=0.5&coupling=40`: the record's but for what it names; null for none named. */
  function roadOf(hash, record) {
    const told = new URLSearchParams(hash), road = { ...record };
    let named = 0;
    for (const setting of SETTINGS) {
      const value = told.has(setting.name) ? Number(told.get(setting.name) || NaN) : NaN;
      if (Number.isFinite(value)) {
        road[setting.name] = held(setting.isShare ? value / 100 : setting.isRate ? value : Math.round(value), setting);
        named += 1;
      }
    }
    return named ? road : null;
  }
  const addressOf = (road, record) => SETTINGS.filter(({ name }) => road[name] !== record[name]).map(
    ({ name, isShare }) => `${name}=${isShare ? Math.round(100 * road[name]) : road[name]}`).join('&');

  /** All that is shown of a road. Curves take as many steps from no coupling to full. */
  function computed(road, count) {
    const grid = Array.from({ length: count + 1 }, (_, i) => i / count), { dilution, coupling } = road;
    const first = (more) => agreementTimes({ ...road, ...more }, 1)[0];
    const evens = Object.fromEntries(YARDSTICKS.map((yardstick) => [yardstick, breakEven(road, yardstick)]));
    return {
      grid,
      evens,
      single: queueShare(road),
      queue: queueTimes(road),
      now: atLeast(road),
      shares: grid.map((c) => atLeast({ ...road, coupling: c })),
      firsts: DILUTIONS.map((d) => grid.map((c) => first({ coupling: c, dilution: d / 100 }))),
      firstEvens: DILUTIONS.map((d) => (
        d / 100 === dilution ? evens.first : breakEven({ ...road, dilution: d / 100 }, 'first'))),
      waits: [coupling, 0, 1].map((c) => agreementTimes({ ...road, coupling: c })),
    };
  }

  /** Of so many lanes, those that are drawn: the first ones and the last. */
  const drawnOf = (lanes) => Array.from(
    { length: Math.min(lanes, DRAWN) }, (_, i) => (i === DRAWN - 1 ? lanes : i + 1));
  const atLeastName = (k, lanes) => (k === lanes ? `all ${lanes}` : `${k} or more`);

  /** Round values from nought to the last, so many at most. */
  function rounded(last, most) {
    for (let exponent = Math.floor(Math.log10(last)) - 2; ; exponent += 1) {
      for (const step of [1, 2, 5]) {
        const gap = step * 10 ** exponent, count = Math.floor(last / gap + 1e-9);
        if (count < Math.max(most, 2)) {
          return Array.from({ length: count + 1 }, (_, i) => Number((i * gap).toPrecision(9)));
        }
      }
    }
  }

  /** Where things of one height stand that would stand at some heights, given from above, so that none overlaps. */
  function apart(wanted, height, top, bottom) {
    const start = (members) => {
      const shift = members.reduce((total, i, place) => total + wanted[i] - (place + 0.5) * height, 0) / members.length;
      return Math.max(Math.min(shift, bottom - members.length * height), top);
    };
    const groups = [];
    wanted.forEach((_, i) => {
      let members = [i];
      while (groups.length && groups.at(-1).from + groups.at(-1).members.length * height > start(members) + 1e-9) {
        members = [...groups.pop().members, ...members];
      }
      groups.push({ members, from: start(members) });
    });
    return groups.flatMap(({ members, from }) => members.map((_, place) => from + (place + 0.5) * height));
  }

  /** The form with its scale along one axis made longer by a factor: all that stands beside values keeps its place. */
  function stretched({ data, layout }, axis, factor) {
    const name = `${axis}axis`, keys = [axis, `${axis}0`, `${axis}1`];
    const times = (part) => ({ ...part,
      ...Object.fromEntries(keys.filter((each) => each in part).map((each) => [each, part[each] * factor])) });
    const text = (trace) => (
      trace.mode === 'text' ? { ...trace, [axis]: trace[axis].map((value) => value * factor) } : trace);
    return {
      data: data.map(text),
      layout: { ...layout, shapes: layout.shapes.map(times), annotations: layout.annotations.map(times),
        [name]: { ...layout[name], range: layout[name].range.map((value) => value * factor) } },
    };
  }

  /** Other round values along an axis, with what leads there through the chart. */
  function ticked({ data, layout }, axis, last, isTick, told = (value) => value.toLocaleString('en')) {
    const isGrid = (shape) => shape.name === 'grid' && shape[`${axis}0`] === shape[`${axis}1`];
    const olds = layout.annotations.filter(isTick), line = layout.shapes.find(isGrid);
    // numbers of many digits need more room
    const values = rounded(last, last < 2000 ? olds.length + 1 : Math.min(olds.length, 5));
    return { data,
      layout: { ...layout,
        shapes: [...values.map((value) => ({ ...line, [`${axis}0`]: value, [`${axis}1`]: value })),
          ...layout.shapes.filter((shape) => !isGrid(shape))],
        annotations: [...layout.annotations.filter((each) => !isTick(each)),
          ...values.map((value) => ({ ...olds[0], [axis]: value, text: told(value) }))] } };
  }

  /**
   * A form of curves with other curves: for each id a name and heights along the grid, and couplings to mark with their
   * names. The scale ends at the highest value, or where `end` has it for that.
   */
  function curvesRemade(form, { grid, curves, marks, ink, end: endOf = (value) => value, told }) {
    const isCurve = ({ name }) => name.startsWith('curve-');
    const before = endOf(Math.max(...form.data.filter(isCurve).flatMap((trace) => trace.y)));
    const last = endOf(Math.max(...[...curves.values()].flatMap(({ heights }) => heights)));
    const isTick = (each) => each.name === 'tick' && each.xanchor === 'right';
    const made = ticked(stretched(form, 'y', last / before), 'y', last, isTick, told);
    const { layout } = made, { height, width, font: { size } } = layout, [low, high] = layout.yaxis.range;
    const yOf = (value) => ((value - high) / (low - high)) * height;
    const valueOf = (y) => high + (y / height) * (low - high);
    const [from, to] = layout.xaxis.range, xOf = (value) => ((value - from) / (to - from)) * width;

    // names beside the ends of curves, as near as others allow
    const ends = [...curves].map(([id, { heights, name }]) => (
      { id, name, end: heights.at(-1), mean: heights.reduce((a, b) => a + b) }))
      .sort((a, b) => (Math.abs(a.end - b.end) > 1e-9 ? b.end - a.end : b.mean - a.mean));
    const line = size * LEADING, top = yOf(last);
    const places = apart(ends.map(({ end }) => yOf(end)), line + GAP * size, top - line / 2, yOf(0) + line / 2)
      .map(valueOf);
    const placeOf = (id) => places[ends.findIndex((end) => end.id === id)];
    const isKept = ({ name, customdata: [id] }) => name === 'names' || curves.has(id);
    const data = made.data.filter(isKept).map((trace) => {
      const { name, customdata: [id], x: [x] } = trace;
      if (name === 'names') {
        return { ...trace, x: ends.map(() => x), y: places, text: ends.map((end) => end.name),
          customdata: ends.map((end) => end.id), textposition: ends.map(() => 'middle right') };
      }
      const { heights, name: told } = curves.get(id);
      if (!isCurve(trace)) return { ...trace, y: [heights.at(-1), placeOf(id), placeOf(id), null] };
      return { ...trace, meta: told, x: grid, y: heights, customdata: grid.map(() => id) };
    });

    // marks above the chart, beside one another
    const isMark = ({ name }) => name === 'mark', old = layout.annotations.find(isMark);
    const y = old ? yOf(old.y) : top - size * 0.9, wide = (text) => text.length * size * 0.5 + size;
    const shown = marks.filter(([even]) => even > 0 && even < 1).sort(([a], [b]) => a - b);
    let edge = 0;
    const lefts = shown.map(([even, name]) => {
      const left = Math.max(xOf(even) - wide(name) / 2, edge);
      edge = left + wide(name);
      return left;
    });
    edge = width;
    for (let i = shown.length - 1; i >= 0; i -= 1) {
      lefts[i] = Math.min(lefts[i], edge - wide(shown[i][1]));
      edge = lefts[i];
    }
    const names = shown.map(([, name], i) => ({ name: 'mark', text: name, showarrow: false, borderpad: 0,
      align: 'center', xanchor: 'center', yanchor: 'middle', font: { color: ink, size },
      x: from + ((lefts[i] + wide(name) / 2) / width) * (to - from), y: valueOf(y) }));
    const lines = shown.map(([even]) => ({ type: 'line', name: 'mark', layer: 'below', x0: even, x1: even,
      y0: valueOf(y + line / 2), y1: 0, line: { color: ink, width: 1, dash: 'solid' } }));
    return { ...form,
      data,
      layout: { ...layout, annotations: [...layout.annotations.filter((each) => !isMark(each)), ...names],
        shapes: [...layout.shapes.filter((each) => !isMark(each)), ...lines] } };
  }

  /** A form of rows with other rows: for each id a name, two points, a spread, and what a pointer is told. */
  function rowsRemade(form, { rows, last }) {
    const before = form.layout.shapes.find(({ name, y0, y1 }) => name === 'axis' && y0 === y1).x1;
    const { data, layout } = ticked(stretched(form, 'x', last / before), 'x', last, (each) => each.name === 'tick');
    const isShown = (id) => rows.has(id), labels = data.find(({ name }) => name === 'labels');
    const gone = new Set(labels.y.filter((_, i) => !isShown(labels.customdata[i])));
    const remade = (trace) => {
      const told = trace.customdata.map((id) => rows.get(id));
      const change = { hovertext: told.map((row) => row.told) };
      if (trace.name === 'labels') return { ...trace, ...change, text: told.map((row) => row.name) };
      if (trace.name === 'spreads') {
        const sideOf = (i) => (trace.x[i - 1] === null || !i ? 0 : 1);
        return { ...trace, x: told.map(({ spread }, i) => (trace.x[i] === null ? null : spread[sideOf(i)])) };
      }
      const series = /^points (\d)/.exec(trace.name)?.[1];
      return series ? { ...trace, ...change, x: told.map(({ points }) => points[series]) } : trace;
    };
    return { ...form,
      data: data.map((trace) => remade(filtered(trace, isShown))),
      layout: { ...layout, shapes: layout.shapes.filter(({ y0, y1 }) => !(y0 === y1 && gone.has(y0))) } };
  }

  const ANCHORS = { left: 'start', center: 'middle', right: 'end' };
  const SVG = 'http://www.w3.org/2000/svg';
  function drawn(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** A form as a drawing: lines, points and words, in the page's colours. */
  function drawingOf({ data, layout }, colours) {
    const { width, height, xaxis: { range: [left, right] }, yaxis: { range: [low, high] } } = layout;
    const x = (value) => (((value - left) / (right - left)) * width).toFixed(2);
    const y = (value) => (((value - high) / (low - high)) * height).toFixed(2);
    const colour = (paper) => (colours[paper] ? `var(--chart-${colours[paper]})` : paper);
    const stroke = ({ color, width: wide, dash }) => `fill:none;stroke:${colour(color)};stroke-width:${wide};`
      + `stroke-dasharray:${dash && dash !== 'solid' ? dash.replaceAll('px', '') : 'none'}`;
    const text = (told, at, anchor, { color, size }) => {
      const lines = told.split('<br>');
      return drawn('text', { 'text-anchor': ANCHORS[anchor], 'font-size': size,
        style: `fill:${colour(color)}` }, ...lines.map((each, i) => drawn('tspan', { x: x(at.x),
        y: Number(y(at.y)) + size * (0.34 + LEADING * (i - (lines.length - 1) / 2)) }, each)));
    };
    const mark = (id, part) => drawn('g', { 'data-event': id }, part);
    const parts = (trace) => {
      const { customdata: ids } = trace;
      if (trace.mode === 'text') {
        return ids.map((id, i) => mark(id, text(trace.text[i], { x: trace.x[i], y: trace.y[i] },
          trace.textposition[i].endsWith('right') ? 'left' : 'right', trace.textfont)));
      }
      if (trace.mode === 'markers') {
        const { size, color, line } = trace.marker;
        return ids.map((id, i) => mark(id, drawn('circle', { cx: x(trace.x[i]), cy: y(trace.y[i]), r: size / 2,
          style: `fill:${colour(color)};stroke:${colour(line.color)};stroke-width:${line.width}` })));
      }
      return [...new Set(ids)].map((id) => {
        let isOn = false;
        const path = ids.map((each, i) => {
          if (each !== id) return '';
          const isGap = trace.x[i] === null || trace.y[i] === null;
          const at = isGap ? '' : `${isOn ? 'L' : 'M'}${x(trace.x[i])} ${y(trace.y[i])}`;
          isOn = Boolean(at);
          return at;
        });
        return mark(id, drawn('path', { d: path.join(''), style: stroke(trace.line) }));
      });
    };
    return drawn('svg', { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', focusable: 'false' },
      ...layout.shapes.map((shape) => drawn('path', { d: `M${x(shape.x0)} ${y(shape.y0)}L${x(shape.x1)} ${y(shape.y1)}`,
        style: stroke(shape.line) })),
      ...data.flatMap(parts),
      ...layout.annotations.map((each) => text(each.text, each, each.xanchor, each.font)));
  }

  /** How long, in words. */
  function years(value) {
    if (value < 0.95) return `${Math.max(Math.round(12 * value), 1)} months`.replace(/^1 months/, '1 month');
    return `${number(value, value < 10 ? 1 : 0)} years`;
  }
  /** Up to which coupling something holds. */
  const upTo = (even) => {
    if (even === null) return 'always, at every coupling';
    if (even < 1e-9) return 'never, at no coupling';
    return even > 0.995 && even < 1 ? 'up to almost full coupling' : `up to a coupling of ${percent(even)}`;
  };

  /** What follows from a road, in words: what, and how it compares. */
  function results(road, { now, single, queue, waits: [times], evens }) {
    return [
      ['Share of the time in which so many lanes move', [
        ...now.slice(1).map((share, i) => [atLeastName(i + 1, road.lanes), share]), ['toll road', single],
      ].map(([name, share]) => `${name}: ${percent(share, share < 0.0995 ? 1 : 0)}`).join(', ')],
      ['First agreement', `after ${years(times[0])}; on the toll road ${years(queue[0])}`],
      ['Last agreement', `after ${years(times.at(-1))}; on the toll road ${years(queue.at(-1))}`],
      ['Some lane moves more of the time than the toll road', upTo(evens.open)],
      ['The first agreement comes sooner', upTo(evens.first)],
      ['The last agreement comes sooner', upTo(evens.last)],
    ];
  }

  /** What each figure shows of a road: its curves or rows for a form, the cells of its table, names of its columns. */
  const FIGURES = {
    open: (road, { grid, shares, single, evens }) => {
      const ks = drawnOf(road.lanes), places = [...Array(DRAWN).keys()];
      return {
        names: ks.map((k) => atLeastName(k, road.lanes)),
        remade: (form, ink) => curvesRemade(form, { grid, ink, told: (value) => percent(value),
          end: (most) => Math.ceil(10 * most) / 10, marks: [[evens.open, 'breadth stops helping']],
          curves: new Map([...ks.map((k, i) => [`curve-${i + 1}`,
            { name: atLeastName(k, road.lanes), heights: shares.map((each) => each[k]) }]),
          ['curve-toll-road', { name: 'toll road', heights: grid.map(() => single) }]]) }),
        heads: [...places.map((i) => (ks[i] ? `${atLeastName(ks[i], road.lanes)}, %` : null)), 'Toll road, %'],
        cells: (id) => {
          const share = atLeast({ ...road, coupling: id.slice(3) / 100 });
          return [null, ...places.map((i) => (ks[i] ? number(100 * share[ks[i]], 1) : '')), number(100 * single, 1)];
        },
      };
    },
    first: (road, { grid, firsts, firstEvens, queue: [single] }) => ({
      remade: (form, ink) => {
        const names = new Map(form.data.filter(({ meta }) => meta).map(({ name, meta }) => [name, meta]));
        const curves = new Map(DILUTIONS.map((d, i) => [
          `curve-dilution-${d}`, { name: names.get(`curve-dilution-${d}`), heights: firsts[i] }]));
        curves.set('curve-toll-road', { name: 'toll road', heights: grid.map(() => single) });
        return curvesRemade(form, { grid, ink, curves,
          marks: DILUTIONS.map((d, i) => [firstEvens[i], names.get(`curve-dilution-${d}`)]) });
      },
      cells: (id) => [null, ...DILUTIONS.map((d) => number(
        agreementTimes({ ...road, coupling: id.slice(3) / 100, dilution: d / 100 }, 1)[0], 2)), number(single, 2)],
    }),
    wait: (road, { queue, waits }) => {
      const js = drawnOf(road.lanes), [times, ...ends] = waits;
      return {
        remade: (form) => rowsRemade(form, {
          last: Math.max(queue.at(-1), ...ends.flat()),
          rows: new Map(js.map((j, i) => {
            const spread = ends.map((end) => end[j - 1]).sort((a, b) => a - b), points = [times[j - 1], queue[j - 1]];
            return [`agreement-${i + 1}`, { name: ORDINALS[j - 1], points, spread,
              told: `<b>${ORDINALS[j - 1]}</b><br>highway: ${years(points[0])}<br>toll road: ${years(points[1])}<br>`
                + `from uncoupled to fully coupled: ${spread.map(years).join(' to ')}` }];
          })),
        }),
        cells: (id) => {
          const j = js[id.replace(/^\D+/, '') - 1];
          return j ? [String(j), ...[times, ...ends, queue].map((each) => number(each[j - 1], 1))] : null;
        },
      };
    },
  };

  /** A chart of the model. Gives how to show a road in it, while a slider moves and at rest, and how to go back. */
  function follow(chart) {
    const model = JSON.parse(chart.dataset.model), { figure } = chart.dataset;
    const handle = charts.find((each) => each.figure === figure);
    const stage = chart.querySelector('.stage'), drawings = all(stage, '.drawing');
    const legend = all(chart, '.chart-legend li');
    const table = document.querySelector(`.rows[data-figure="${figure}"] table`);
    const heads = [...table.tHead.rows[0].cells], rows = [...table.tBodies[0].rows];
    // as the page came
    const originals = drawings.map((drawing) => drawing.firstElementChild);
    const alternative = stage.getAttribute('aria-label');
    const labelOf = (node) => node.querySelector('button') ?? node;
    const texts = [...heads.map(labelOf), ...rows.flatMap((row) => [...row.cells]), table.caption];
    const before = texts.map((node) => node.textContent), spoken = rows.map((row) => row.dataset.spoken);
    const hideable = [...heads, ...rows, ...rows.flatMap((row) => [...row.cells]), ...legend];
    const names = legend.map((item) => item.lastChild.textContent);
    const left = element('span', {});
    const note = element('p', { class: 'chart-note', hidden: '' },
      'Drawn with your settings; the text and the files are of the record. ', left);
    chart.querySelector('.chart-files').before(note);
    let file = null, wanted = null;

    function back() {
      wanted = null;
      drawings.forEach((drawing, i) => drawing.replaceChildren(originals[i]));
      texts.forEach((node, i) => { node.textContent = before[i]; });
      rows.forEach((row, i) => { row.dataset.spoken = spoken[i]; });
      legend.forEach((item, i) => { item.lastChild.textContent = names[i]; });
      for (const node of hideable) node.hidden = false;
      stage.setAttribute('aria-label', alternative);
      note.hidden = true;
      handle.remake(null);
    }

    /** Draw a road; at rest also what is not seen now. */
    function draw({ road, values, isAtRest }) {
      const { remade } = FIGURES[model.figure](road, values);
      const ink = Object.keys(file.colours).find((paper) => file.colours[paper] === 'quiet');
      const forms = {};
      drawings.forEach((drawing) => {
        const width = drawing.classList.contains('wide') ? 'wide' : 'phone';
        if (!isAtRest && !drawing.getClientRects().length) return;
        forms[width] = remade(file.forms[width], ink);
        drawing.replaceChildren(drawingOf(forms[width], file.colours));
      });
      handle.remake(forms);
    }

    function tell({ road, values, said }) {
      const { cells, heads: made, names: curves } = FIGURES[model.figure](road, values);
      made?.forEach((name, i) => {
        heads[i + 1].hidden = name === null;
        if (name) labelOf(heads[i + 1]).textContent = name;
      });
      curves?.forEach((name, i) => { legend[i].lastChild.textContent = ` ${name}`; });
      if (curves) legend.slice(0, DRAWN).forEach((item, i) => { item.hidden = i >= curves.length; });
      const told = heads.map((head) => words(labelOf(head)));
      for (const row of rows) {
        const texts = cells(row.dataset.event);
        row.hidden = !texts;
        texts?.forEach((text, i) => {
          if (text === null) return;
          row.cells[i].textContent = text;
          row.cells[i].hidden = text === '';
        });
        row.dataset.spoken = `${words(row.cells[0])}: ${[...row.cells].slice(1).flatMap(
          (cell, i) => (cell.textContent ? [`${told[i + 1]} ${cell.textContent}`] : [])).join(', ')}`;
      }
      table.caption.textContent = `${before.at(-1)}, with your settings`;
      stage.setAttribute('aria-label', `${chart.dataset.name}, drawn with your settings. ${said}`);
    }

    return {
      chart,
      model,
      note,
      back,
      show: async (told) => {
        wanted = told;
        const { top, bottom } = chart.getBoundingClientRect();
        // what is far away can wait until the slider rests
        if (!told.isAtRest && (bottom < 0 || top > innerHeight)) return;
        file ??= await handle.loaded().catch(() => null);
        // by now it may be another
        if (wanted !== told) return;
        note.hidden = false;
        const isCut = told.road.lanes > DRAWN && model.figure !== 'first';
        left.textContent = isCut ? 'Lanes between the fifth and the last are left out. ' : '';
        if (told.isAtRest) tell(told);
        if (file) draw(told);
      },
    };
  }

  function attach(nodes) {
    const followers = nodes.map(follow), [{ model: record }] = followers;
    let road = { ...record }, resting = 0;
    const live = element('p', { class: 'visually-hidden', 'aria-live': 'polite' });
    const list = element('dl', { class: 'road-results' });
    const isOfRecord = () => SETTINGS.every(({ name }) => road[name] === record[name]);

    function tell(values) {
      list.replaceChildren(...results(road, values).map(
        ([what, how]) => element('div', {}, element('dt', {}, what), element('dd', {}, how))));
    }
    /** Show the road: while a slider moves only what is seen, at rest all, and in words. */
    function update(isAtRest) {
      const values = computed(road, isAtRest ? RESTING : MOVING);
      tell(values);
      const isRecord = isOfRecord();
      reset.disabled = isRecord;
      const said = `${results(road, values).map((each) => each.join(': ')).join('. ')}.`;
      if (isAtRest && isRecord) for (const each of followers) each.back();
      else for (const each of followers) each.show({ road, values, isAtRest, said });
      return said;
    }
    const soon = framed(() => update(false));
    function rest() {
      clearTimeout(resting);
      const said = update(true);
      const address = addressOf(road, record);
      history.replaceState(history.state, '', address ? `#${address}` : location.pathname + location.search);
      live.textContent = `${isOfRecord() ? 'The road of the record. ' : ''}${said}`;
    }
    function set(changes) {
      road = { ...road, ...changes };
      for (const [i, setting] of SETTINGS.entries()) {
        const value = road[setting.name], told = setting.told(value), { input, shown } = fields[i];
        if (Number(input.value) !== placed(value, setting)) input.value = placed(value, setting);
        input.setAttribute('aria-valuetext', told);
        shown.textContent = told;
      }
    }

    const fields = SETTINGS.map((setting) => {
      const { name, label, least, most, isRate, isShare } = setting;
      const [min, max] = isRate ? [0, steps(setting)] : isShare ? [0, 100] : [least, most];
      const oninput = () => {
        set({ [name]: valueAt(Number(input.value), setting) });
        soon();
        clearTimeout(resting);
        resting = setTimeout(rest, REST);
      };
      const input = element('input', { type: 'range', name, min, max, step: 1, oninput, autocomplete: 'off' });
      const shown = element('span', { class: 'road-value', 'aria-hidden': 'true' });
      return { input, shown, field: element('label', {}, element('span', {}, label), shown, input) };
    });
    const goBack = () => {
      set(record);
      rest();
      fields[0].input.focus({ preventScroll: true });
    };
    const reset = button('Back to the record', goBack);
    const panel = element('div', { class: 'road', role: 'group', 'aria-label': 'Set the road' },
      element('p', { class: 'road-head' },
        'Set the road, and the charts and tables below follow. It starts with the rates of the record.'),
      element('div', { class: 'road-sliders' }, ...fields.map(({ field }) => field)), list,
      element('p', { class: 'road-foot' }, reset), live);
    const toSliders = () => {
      panel.scrollIntoView({ block: 'start', behavior: 'instant' });
      fields[0].input.focus({ preventScroll: true });
    };
    (nodes[0].closest('.cell') ?? nodes[0]).before(panel);
    for (const { note } of followers) {
      note.append(button('To the sliders', toSliders), button('Back to the record', goBack));
    }
    set({});
    tell(computed(road, 1));
    reset.disabled = true;

    function open() {
      const found = roadOf(location.hash.slice(1), record);
      if (!found) return;
      set(found);
      update(true);
      requestAnimationFrame(() => panel.scrollIntoView({ block: 'start', behavior: 'instant' }));
    }
    window.addEventListener('hashchange', open);
    open();
  }

  const nodes = all(document, '.chart[data-model]');
  if (nodes.length) attach(nodes);
})();
