// What many open event streams cost a server process, beside a bare fan-out and other libraries. Options:
//   --streams n     of each server; 1000 by default
//   --turns n       9 by default
//   --only a,b      parts of names; the floor in any case
//   --quick         3 turns
//   --out file
// All servers are up at the same time, and take turns of some events, so that whatever else the machine does hits all
// alike. Each turn is set beside the floor's turn right before it: compare within one run, never across runs.
import {fork} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {NAMES} from './contestants.mjs';
import {Readers, stoppedReaders} from './readers.mjs';
import {redisHop} from './redis-hop.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const option = (name, fallback) => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? fallback : process.argv[place + 1];
};
const streams = Number(option('streams', 1000));
const turns = Number(option('turns', process.argv.includes('--quick') ? 3 : 9));
const only = option('only', '').split(',');
const out = option('out', join(here, '../dist/streams.json'));
const [floor] = NAMES;
const names = NAMES.filter((name) => name === floor || only.some((part) => name.includes(part)));

/** Bytes of an event, with its id and its name. */
const SIZE = 600;
/** Events that may be on their way while as many as possible are told. */
const WINDOW = 8;
/** A rate that all of them keep up, and every how many turns it is looked at. */
const PACE = {rate: 10, milliseconds: 1000, every: 3};
const FULL = {events: 40, window: WINDOW, size: SIZE};
/** The room that V8 gives young objects at most, from the beginning. */
const FLAGS = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16'];
const STOPPED = {readers: 10, others: 5, events: 1400, size: 6000, window: 20};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];

async function startServer(name) {
  const child = fork(join(here, 'serve.mjs'), [name], {execArgv: FLAGS});
  const next = () => new Promise((resolve) => child.once('message', resolve));
  const {port} = await next();
  const readers = new Readers((delivered) => child.connected && child.send({delivered}));
  return {
    ...{port, readers},
    async ask(task, more = {}) {
      child.send({task, ...more});
      return (await next()).result;
    },
    close() {
      readers.close();
      child.kill();
    },
  };
}

/** A server with all its readers, and what each of them cost it. */
async function openCrowd(name) {
  const server = await startServer(name);
  // What the first streams take is the price of being there at all.
  const first = Math.ceil(streams / 5);
  await server.readers.open(server.port, first);
  await server.ask('saturate', FULL);
  const before = await server.ask('memory');
  await server.readers.open(server.port, streams - first);
  const {rss} = await server.ask('memory');
  return {...server, name, memory: (rss - before.rss) / (streams - first) / 1000, full: [], paced: [], delays: []};
}

async function takeTurn({readers, ask, full, paced, delays}, isPaced) {
  const perThousand = ({cpu, events}) => (cpu * 1000) / (events * streams);
  const measured = await ask('saturate', FULL);
  const rate = (measured.events * 1000) / measured.took;
  full.push({rate, cpu: perThousand(measured), isLost: measured.isLost});
  if (!isPaced) return;
  readers.delays = [];
  const slow = await ask('pace', {...PACE, size: SIZE});
  paced.push({cpu: perThousand(slow), isLost: slow.isLost});
  delays.push(...readers.delays);
}

/** Some readers that stopped, among others that read on. */
async function withStopped(name) {
  const {port, readers, ask, close} = await startServer(name);
  await readers.open(port, STOPPED.others);
  const asleep = await stoppedReaders(port, STOPPED.readers);
  const {rss} = await ask('memory');
  await ask('peak');
  const {isLost} = await ask('saturate', STOPPED);
  const peak = await ask('peak');
  const {evicted, bytes} = await asleep.readOn();
  close();
  return {evicted, isLost, kept: bytes / STOPPED.readers / 1e6, peak: (peak.rss - rss) / 1e6};
}

const servers = [];
for (const name of names) {
  console.error(`${streams} streams of ${name}`);
  servers.push(await openCrowd(name));
}
for (let turn = 0; turn < turns; turn++) {
  process.stderr.write(`turn ${turn + 1} of ${turns}\r`);
  for (const server of servers) await takeTurn(server, turn % PACE.every === 0);
}
for (const {close} of servers) close();
for (const server of servers) {
  console.error(`stopped readers of ${server.name}`);
  server.stopped = await withStopped(server.name);
}
const hop = await redisHop({events: 500, perSecond: 100, size: SIZE});

/** In proportion to the floor, turn by turn. */
const beside = (server, read) => median(server.full.map((each, turn) => read(each) / read(servers[0].full[turn])));

function rowOf(server) {
  const {name, full, paced, delays, memory, stopped} = server;
  return {
    name,
    'kept up, events/s': median(full.map(({rate}) => rate)).toFixed(0),
    'of the floor': beside(server, ({rate}) => rate).toFixed(2),
    'CPU ms per 1,000': median(full.map(({cpu}) => cpu)).toFixed(1),
    'times the floor': beside(server, ({cpu}) => cpu).toFixed(2),
    [`CPU ms at ${PACE.rate}/s`]: median(paced.map(({cpu}) => cpu)).toFixed(1),
    'kB a stream': memory.toFixed(1),
    'delay p50, ms': percentile(delays, 0.5).toFixed(1),
    'p99, ms': percentile(delays, 0.99).toFixed(1),
    'stopped, sent away': stopped.evicted,
    'memory at most, MB': `+${stopped.peak.toFixed(0)}`,
    lost: [...full, ...paced, stopped].some(({isLost}) => isLost) ? 'yes' : 'none',
  };
}

const rows = servers.map(rowOf);
const columns = Object.keys(rows[0]);
const offered = ((STOPPED.events * STOPPED.size) / 1e6).toFixed(1);
console.log(`${streams} streams, events of ${SIZE} bytes, medians of ${turns} turns, Node ${process.versions.node}`);
console.log(`${STOPPED.readers} readers that stopped reading were offered ${offered} MB each.\n`);
console.log(`| ${columns.map((column) => column.replace('name', '')).join(' | ')} |`);
console.log(`|${columns.map(() => '---').join('|')}|`);
for (const row of rows) console.log(`| ${columns.map((column) => row[column]).join(' | ')} |`);
if (hop) {
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(hop.delays, share).toFixed(2));
  console.log(
    `\nRedis, from append on one node to the listener on another: p50 ${p50} ms, p99 ${p99} ms, ${hop.lost} lost`,
  );
} else console.log('\nThere is no redis-server on this machine, so the hop over Redis was not measured.');
mkdirSync(dirname(out), {recursive: true});
writeFileSync(
  out,
  JSON.stringify(
    {
      streams,
      turns,
      servers: servers.map(({name, full, paced, memory, stopped}) => ({name, full, paced, memory, stopped})),
      hop,
    },
    undefined,
    1,
  ),
);
process.exit(0);
