#!/usr/bin/env node
// The gateway as a program, with an inbox to look at: for trying Parlor on real data, or on none.
//   parlor-gateway --demo                      the embedded world: no provider, no key
//   PARLOR_PROVIDER=NAME PARLOR_ACCOUNTS=JSON parlor-gateway
//   parlor-gateway --config FILE.mjs           `export default` holds the options of `createGateway`
// It listens to this machine only, and lets in who opens the address that it prints, once.
import {createServer} from 'node:http';
import {answerPage, door, send} from './inbox-page.mjs';
import {flagsOf, load, optionsOf, SetUpError, USAGE} from './set-up.mjs';

const MOUNT = '/messaging';
/** How long connections that are neither used nor closed may keep the program, in milliseconds. */
const PATIENCE = 1000;

/** Exit codes: 2 for what was asked wrongly, 1 for what went wrong. */
function stop(thrown) {
  const isSetUp = thrown instanceof SetUpError;
  console.error(isSetUp ? thrown.message : thrown);
  process.exit(isSetUp ? 2 : 1);
}

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', ({code, message}) => {
      const taken = `Port ${port} is taken: use another --port, or 0 for any that is free.`;
      reject(code === 'EADDRINUSE' ? new Error(taken) : new Error(`Cannot listen on ${host}: ${message}`));
    });
    server.listen(port, host, resolve);
  }).catch(({message}) => {
    console.error(message);
    process.exit(1);
  });
}

async function run({port, host, ...flags}) {
  const given = await optionsOf({host, ...flags}, process.env);
  const [{createGateway}, {nodeListener}] = await Promise.all([load('gateway/index.js'), load('gateway/node.js')]);
  const entry = door();
  let ready;
  const server = createServer((request, response) => {
    if (!ready) return send(response, 503, 'Not ready');
    if (request.url.startsWith(`${MOUNT}/`)) return ready.toGateway(request, response);
    try {
      answerPage(request, response, {entry, mount: MOUNT, page: ready.page});
    } catch {
      // An address that is none.
      send(response, 400, 'Bad request');
    }
  });
  await listen(server, port, host);
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}`;
  const publicUrl = `${origin}${MOUNT}`;
  const {page, ...options} = typeof given === 'function' ? await given({publicUrl}) : given;
  const gateway = createGateway({
    publicUrl,
    authorize: ({headers}) => (entry.isIn(headers.get('cookie')) ? {user: 'operator'} : null),
    ...options,
  });
  ready = {page, toGateway: nodeListener(gateway)};
  console.log(`The inbox: ${origin}/?token=${entry.token}`);
  console.log('The address works once; the browser that opens it stays in until this program ends.');
  endOnSignal(server, gateway);
}

/** Ends the streams, lets sends that are under way end, and leaves. A second signal does not wait. */
function endOnSignal(server, gateway) {
  const end = async () => {
    server.close(() => process.exit(0));
    await gateway.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), PATIENCE).unref();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

try {
  const flags = flagsOf(process.argv.slice(2), process.env);
  if (flags.help) console.log(USAGE);
  else await run(flags);
} catch (thrown) {
  stop(thrown);
}
