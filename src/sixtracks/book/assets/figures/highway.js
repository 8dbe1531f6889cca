/*
 * The highway model, as `sixtracks.highway` has it: lanes that stall, take others along, recover and agree at
 * constant rates. Functions of a road { lanes, stall, recover, agree, coupling, dilution }, with rates a year; nothing
 * touches the page.
 */
'use strict';
window.sixTracksHighway = (() => {
  // How near to nought an advantage counts as none, and how exact a break-even is.
  const EVEN = 1e-12, EXACT = 1e-13;

  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
  const key = (knots) => [...knots].sort((a, b) => b - a).join();

  /** In how many ways some of a number can be chosen. */
  function choose(number, some) {
    let ways = 1;
    for (let i = 0; i < some; i += 1) ways = (ways * (number - i)) / (i + 1);
    return ways;
  }

  /** How lanes can stand: knots of lanes that stopped together, largest first. The first of all: none stands. */
  function states(lanes) {
    const found = [];
    const part = (rest, largest, knots) => {
      if (!rest) found.push(knots);
      for (let size = Math.min(rest, largest); size > 0; size -= 1) part(rest - size, size, [...knots, size]);
    };
    for (let standing = 0; standing <= lanes; standing += 1) part(standing, standing, []);
    return found;
  }

  const chains = new Map();
  /** What does not change with the rates: states, and which leads to which. Made once for a number of lanes. */
  function chain(lanes) {
    if (!chains.has(lanes)) {
      const all = states(lanes), keys = all.map(key), index = new Map(keys.map((each, i) => [each, i]));
      const stalls = [], recoveries = [], moving = all.map((knots) => lanes - sum(knots));
      all.forEach((knots, from) => {
        for (let hostages = 0; hostages < moving[from]; hostages += 1) {
          stalls.push({ from, to: index.get(key([...knots, 1 + hostages])), hostages, free: moving[from] - 1 - hostages,
            ways: moving[from] * choose(moving[from] - 1, hostages) });
        }
        knots.forEach((_, i) => recoveries.push([from, index.get(key(knots.filter((each, j) => j !== i)))]));
      });
      chains.set(lanes, { keys, moving, stalls, recoveries });
    }
    return chains.get(lanes);
  }

  /** The chain's generator, transposed, row after row: what flows into a state from each. */
  function inflow({ stall, recover, coupling }, { keys: { length: size }, stalls, recoveries }) {
    const flow = new Float64Array(size * size);
    const add = (from, to, rate) => {
      flow[to * size + from] += rate;
      flow[from * size + from] -= rate;
    };
    for (const { from, to, hostages, free, ways } of stalls) {
      add(from, to, ways * stall * coupling ** hostages * (1 - coupling) ** free);
    }
    for (const [from, to] of recoveries) add(from, to, recover);
    return flow;
  }

  /** Solve linear equations, whose sides are used up: Gauss, with the largest pivot of each column. */
  function solved(matrix, values) {
    const size = values.length;
    for (let k = 0; k < size; k += 1) {
      let best = k;
      for (let i = k + 1; i < size; i += 1) {
        if (Math.abs(matrix[i * size + k]) > Math.abs(matrix[best * size + k])) best = i;
      }
      if (best !== k) {
        for (let j = k; j < size; j += 1) {
          [matrix[k * size + j], matrix[best * size + j]] = [matrix[best * size + j], matrix[k * size + j]];
        }
        [values[k], values[best]] = [values[best], values[k]];
      }
      for (let i = k + 1; i < size; i += 1) {
        const share = matrix[i * size + k] / matrix[k * size + k];
        if (share) {
          for (let j = k + 1; j < size; j += 1) matrix[i * size + j] -= share * matrix[k * size + j];
          values[i] -= share * values[k];
        }
      }
    }
    for (let i = size - 1; i >= 0; i -= 1) {
      for (let j = i + 1; j < size; j += 1) values[i] -= matrix[i * size + j] * values[j];
      values[i] /= matrix[i * size + i];
    }
    return values;
  }

  /** The share of time in which at least 0, 1, … of the lanes move, in the long run. */
  function atLeast(road) {
    const made = chain(road.lanes), size = made.keys.length;
    const flow = inflow(road, made);
    // one equation follows from the others: in its place, that shares of time make a whole
    flow.fill(1, (size - 1) * size);
    const whole = new Float64Array(size);
    whole[size - 1] = 1;
    const shares = solved(flow, whole), found = new Array(road.lanes + 1).fill(0);
    made.moving.forEach((moving, i) => { for (let k = 0; k <= moving; k += 1) found[k] += shares[i]; });
    found[0] = 1;
    return found;
  }

  /** Expected years to the first, second, … agreement, `most` of them; a lane that agrees leaves the road. */
  function agreementTimes(road, most = road.lanes) {
    const found = [];
    let start = new Map([['', 1]]), elapsed = 0;
    for (let open = road.lanes; open > road.lanes - most; open -= 1) {
      const made = chain(open), size = made.keys.length, agree = road.agree / (1 + road.dilution * (open - 1));
      const flow = inflow(road, made), leave = made.moving.map((moving) => agree * moving);
      for (let i = 0; i < flow.length; i += 1) flow[i] = -flow[i];
      for (let i = 0; i < size; i += 1) flow[i * size + i] += leave[i];
      const years = solved(flow, Float64Array.from(made.keys, (each) => start.get(each) ?? 0));
      elapsed += sum(years);
      found.push(elapsed);
      start = new Map(made.keys.map((each, i) => [each, years[i] * leave[i]]));
    }
    return found;
  }

  /** How much of the time the toll road's only lane moves. */
  const queueShare = ({ stall, recover }) => recover / (recover + stall);

  /** Expected years to each agreement where issues wait in a queue. */
  const queueTimes = ({ lanes, stall, recover, agree }) => Array.from(
    { length: lanes }, (_, j) => ((j + 1) * (1 + stall / recover)) / agree);

  /** How far the highway is ahead of the toll road: "open" in time some lane moves, "first", "last" in agreements. */
  function advantage(road, yardstick) {
    if (yardstick === 'open') return atLeast(road)[1] / queueShare(road) - 1;
    const count = yardstick === 'first' ? 1 : road.lanes;
    return 1 - agreementTimes(road, count)[count - 1] / queueTimes(road)[count - 1];
  }

  /** The coupling at which breadth stops helping: 0 if it never helps, null if it always does. */
  function breakEven(road, yardstick) {
    const ahead = (coupling) => advantage({ ...road, coupling }, yardstick);
    let [left, right] = [0, 1], [up, down] = [ahead(0), ahead(1)];
    if (up <= EVEN) return 0;
    if (down > EVEN) return null;
    if (down >= -EVEN) return 1;
    // it falls all the way: where its chord meets nought, with the end that stays halved; each third time, the middle
    for (let turn = 1, kept = 0; right - left > EXACT; turn += 1) {
      const middle = turn % 3 ? (left * down - right * up) / (down - up) : (left + right) / 2;
      const value = ahead(middle);
      // as near as numbers come
      if (!value || middle <= left || middle >= right || turn > 200) return middle;
      if (value > 0) {
        [left, up] = [middle, value];
        if (kept > 0) down /= 2;
        kept = 1;
      } else {
        [right, down] = [middle, value];
        if (kept < 0) up /= 2;
        kept = -1;
      }
    }
    return (left + right) / 2;
  }

  return { states, atLeast, agreementTimes, queueShare, queueTimes, advantage, breakEven };
})();
