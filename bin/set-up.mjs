// What the program is asked to do: flags, the environment, a config file.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';

export const USAGE = `parlor-gateway [--demo] [--config FILE] [--port NUMBER] [--host ADDRESS]

  --demo      runs over an embedded world that needs no provider
  --config    a module whose default export holds options of createGateway, or is a
              function that gets {publicUrl} and answers them; its own authorize is
              needed for any --host but this machine's
  --port      8787 by default, or what PORT says; 0 for any that is free
  --host      127.0.0.1 by default

  PARLOR_PROVIDER   the name of a provider's folder, such as one of parlor/gateway/NAME
  PARLOR_ACCOUNTS   JSON: the account, or several, as that provider's half takes them
  PARLOR_OPTIONS    JSON: what its adapter needs in the page, without any key`;

/** Something that whoever starts the program can put right: said as it is, without a stack. */
export class SetUpError extends Error {}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const LARGEST_PORT = 65_535;
/** Of `createGateway`, and what the page is told. */
const OPTIONS = [
  ...['authorize', 'fetch', 'limits', 'log', 'media', 'providers', 'publicUrl', 'report', 'sendsWithoutLog'],
  ...['storeMedia', 'streams', 'timeout', 'page'],
];

const dist = join(import.meta.dirname, '../dist');
export const load = (path) => import(pathToFileURL(join(dist, path)).href);

/** @throws SetUpError */
export function flagsOf(args, environment) {
  const {values} = orExplain(() =>
    parseArgs({
      args,
      options: {
        demo: {type: 'boolean', default: false},
        config: {type: 'string'},
        port: {type: 'string', default: environment.PORT ?? '8787'},
        host: {type: 'string', default: '127.0.0.1'},
        help: {type: 'boolean', short: 'h', default: false},
      },
    }),
  );
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > LARGEST_PORT) throw new SetUpError(`${values.port} is no port.`);
  return {...values, port};
}

/**
 * The options of `createGateway`, and what the page is told: at once, or once it is known where the gateway is.
 *
 * @throws SetUpError
 */
export async function optionsOf({demo, config, host}, environment) {
  const isLocal = LOOPBACK.includes(host);
  const checked = (options) => {
    if (!isLocal && !options.authorize) {
      throw new SetUpError(`${host} can be reached from elsewhere: that takes an authorize of your own, in --config.`);
    }
    return options;
  };
  if (demo) return checked(await embedded());
  if (!config) return checked(await fromEnvironment(environment));
  const given = await importConfig(config);
  if (typeof given !== 'function') return checked(fromConfig(given, config));
  return async (place) => checked(fromConfig(await given(place), config));
}

async function embedded() {
  const [{memoryGateway}, {createMemoryAdapter}] = await Promise.all([
    load('providers/memory/gateway.js'),
    load('providers/memory/index.js'),
  ]);
  return {providers: {memory: memoryGateway({adapter: createMemoryAdapter()})}, page: {provider: 'memory'}};
}

async function fromEnvironment({PARLOR_PROVIDER: name, PARLOR_ACCOUNTS: accounts, PARLOR_OPTIONS: options = '{}'}) {
  if (!name) throw new SetUpError(`Nothing says which provider: use --demo, --config or PARLOR_PROVIDER.\n\n${USAGE}`);
  const half = /^[a-z]+$/.test(name) ? `providers/${name}/gateway.js` : '';
  if (!half || !existsSync(join(dist, half))) throw new SetUpError(`PARLOR_PROVIDER: there is no ${name}.`);
  if (!accounts) throw new SetUpError('PARLOR_ACCOUNTS is missing: JSON with the account, its key among it.');
  const [, create] = Object.entries(await load(half)).find(([each]) => each.endsWith('Gateway'));
  const provider = create({accounts: jsonIn('PARLOR_ACCOUNTS', accounts)});
  await checkAccounts(name, provider);
  return {providers: {[name]: provider}, page: {provider: name, options: jsonIn('PARLOR_OPTIONS', options)}};
}

/** What is quoted of a value that does not parse may be a key: nothing is. */
function jsonIn(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new SetUpError(`${name} is no JSON.`);
  }
}

/** A key that is not there would be found out by the provider only, request by request. */
async function checkAccounts(name, provider) {
  for (const {secrets, parameters = {}} of await provider.accounts()) {
    const isMissing = [...secrets, ...Object.values(parameters)].some((text) => typeof text !== 'string' || !text);
    if (isMissing) throw new SetUpError(`PARLOR_ACCOUNTS: an account of ${name} lacks its key or its id.`);
  }
}

async function importConfig(file) {
  const path = resolve(file);
  if (!existsSync(path)) throw new SetUpError(`--config: there is no ${path}.`);
  const module = await import(pathToFileURL(path).href).catch((thrown) => {
    throw new SetUpError(
      `--config: ${file} cannot be loaded.\n${whereIn(path) || ownLines(thrown?.stack ?? String(thrown))}`,
    );
  });
  if (!module.default) throw new SetUpError(`--config: ${file} has no default export.`);
  return module.default;
}

/** Of a syntax error only Node itself says the place. */
const whereIn = (path) => ownLines(spawnSync(process.execPath, ['--check', path], {encoding: 'utf8'}).stderr);

/** What an error says, without the inside of Node. */
const ownLines = (text) =>
  text
    .split('\n')
    .filter((line) => line && !/node:internal|^Node\.js/.test(line))
    .join('\n');

function fromConfig(options, file) {
  const unknown = Object.keys(options ?? {}).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new SetUpError(`--config: ${file} has an option ${unknown}. There are: ${OPTIONS.join(', ')}.`);
  const [provider] = Object.keys(options?.providers ?? {});
  if (!provider) throw new SetUpError(`--config: ${file} names no providers.`);
  return {...options, page: {provider, ...options.page}};
}

function orExplain(work) {
  try {
    return work();
  } catch (thrown) {
    throw new SetUpError(`${thrown.message}\n\n${USAGE}`);
  }
}
