// node report.mjs dist/results.json …: medians over the rounds of one or several runs, and ratios to the bare list.
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

/** What the others are measured against: the least a list of rows can do in this browser, with a library. */
const FLOOR = 'tanstack-lit';
const FIRST = ['parlor', 'parlor-npm', FLOOR, 'plain', 'lit-virtualizer', 'virtua-react'];

const net = ({append, idle}) => (append?.n && !append.fails ? append.per.cpu - (idle?.per.cpu ?? 0) : undefined);
const pages = (run, kind) => (run[kind]?.pages ?? []).filter(({ok}) => ok);
const worst = (values) => (values.length > 0 ? Math.max(...values.map(Math.abs)) : undefined);

const mountLines = [100, 1000, 10_000, 100_000].flatMap((size) => [
  [`mount, ${size} messages: CPU ms`, `mount:${size}`, ({cpu}) => cpu],
  [`mount, ${size} messages: ms to the newest one`, `mount:${size}`, ({ms}) => ms],
]);

const threadLines = [
  ['1,000', 'ops1k'],
  ['10,000', 'ops10k'],
].flatMap(([size, group]) => [
  [`append to ${size}: CPU ms`, group, net],
  [`append to ${size}: ms`, group, ({append}) => median(append.ms)],
  ...['prependTop', 'prepend80'].flatMap((kind) => {
    const where = `50 older before ${size}, at ${kind === 'prependTop' ? 0 : 80} px`;
    return [
      [`${where}: CPU ms`, group, (run) => (pages(run, kind).length > 0 ? run[kind].cpuPerPage : undefined)],
      [`${where}: message moved by px`, group, (run) => worst(pages(run, kind).map(({err}) => err ?? Infinity))],
      [`${where}: the same in any frame`, group, (run) => worst(pages(run, kind).map(({maxErr}) => maxErr))],
    ];
  }),
]);

const flatLines = [10, 1000, 100_000].flatMap((size) => [
  [`append to ${size}, again: CPU ms`, `flat:${size}`, net],
  [`status among ${size}: CPU ms`, `flat:${size}`, ({status}) => median(status.cpu)],
  [`typing beside ${size}: ms to paint`, `flat:${size}`, ({typing}) => median(typing.lat)],
]);

const otherLines = [
  ['status among 10,000: CPU ms', 'ops10k', ({status}) => median(status.cpu)],
  ['typing beside 10,000: CPU ms a key', 'ops10k', ({typing}) => typing.cpuPerKey],
  ['typing beside 10,000: ms to paint', 'ops10k', ({typing}) => median(typing.lat)],
  ...['fling', 'wheel'].flatMap((mode) => [
    [`${mode} through 10,000: CPU ms a frame`, 'ops10k', ({scroll}) => scroll[mode].cpuPerFrame],
    [`${mode} through 10,000: blank frames of 100`, 'ops10k', ({scroll}) => scroll[mode].blankFrames],
  ]),
  ...[100, 1000, 10_000].map((size) => [`mount, ${size} conversations: CPU ms`, `list:${size}`, ({cpu}) => cpu]),
  ['bump among 10,000: CPU ms', 'list:10000', ({bump}) => (bump && !bump.fails ? bump.per.cpu : undefined)],
  ['heap with 10,000 messages: MB', 'mount:10000', ({heapMB}) => heapMB],
  ['nodes with 10,000 messages', 'mount:10000', ({nodes}) => nodes],
  ['nodes with 10,000 conversations', 'list:10000', ({nodes}) => nodes],
  ['heap left a mount and unmount: KB', 'leak', ({heapKBPerCycle}) => heapKBPerCycle],
  ['listeners left a mount and unmount', 'leak', ({listenersPerCycle}) => listenersPerCycle],
  ['nodes left a mount and unmount', 'leak', ({nodesPerCycle}) => nodesPerCycle],
];

function median(values = []) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function shown(value) {
  if (value === undefined) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** A run can lack what a peer does not have, or what it did not survive. */
function valueOf(run, read) {
  try {
    const value = read(run);
    return Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param documents what `run.mjs` wrote; the sizes are those of the last */
export function report(documents) {
  const runs = documents.flatMap((document) => document.runs);
  const {sizes, meta} = documents.at(-1);
  const rank = (peer) => (FIRST.includes(peer) ? FIRST.indexOf(peer) : FIRST.length);
  const peers = [...new Set(runs.map(({peer}) => peer))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const cellsOf = (values) =>
    values.map((value, place) => {
      const floor = values[peers.indexOf(FLOOR)];
      const isRatio = value !== undefined && floor > 0 && peers[place] !== FLOOR;
      return `${shown(value)}${isRatio ? ` ×${(value / floor).toFixed(1)}` : ''}`;
    });
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const lines = [...mountLines, ...threadLines, ...flatLines, ...otherLines].map(([title, group, read]) => {
    const values = peers.map((peer) =>
      median(
        runs
          .filter((run) => run.group === group && run.peer === peer && !run.dead && !run.na)
          .map((run) => valueOf(run, read))
          .filter((value) => value !== undefined),
      ),
    );
    const dead = peers.map((peer) => runs.find((run) => run.group === group && run.peer === peer && run.dead)?.dead);
    const cells = cellsOf(values).map((cell, place) => (values[place] === undefined ? (dead[place] ?? cell) : cell));
    return {hasAny: values.some((value) => value !== undefined), text: line([title, ...cells])};
  });
  const rounds = Math.max(...runs.map(({round}) => round)) + 1;
  return [
    `Chromium ${meta.chromium}, ${meta.cpus} cores. Medians of up to ${rounds} rounds, × the bare list (${FLOOR}).`,
    '',
    line(['', ...peers]),
    line(['---', ...peers.map(() => '---:')]),
    line(['shipped: gzip kB', ...cellsOf(peers.map((peer) => sizes[peer].total.gzip / 1000))]),
    ...lines.filter(({hasAny}) => hasAny).map(({text}) => text),
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(report(process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')))));
}
