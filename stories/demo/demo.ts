import {http, HttpResponse, type HttpHandler} from 'msw';
import '../../src/components/inbox/define.js';
import type {Backend} from '../../src/backend/backend.js';
import {faultPlans, isFaultPlanName, type FaultPlanName} from '../../src/backend/faults.js';
import {createBackend, isScenarioName, scenarios, type ScenarioName} from '../../src/backend/scenarios/index.js';
import {demoProviders, isDemoProvider, type DemoProviderName} from '../support/demo-providers.js';
import {answerWith} from './mock-worker.js';

/** The demo's settings live in the address, so that a view can be shared and reloaded. */
interface Settings {
  provider: DemoProviderName;
  scenario: ScenarioName;
  network: FaultPlanName;
  theme: string;
  direction: string;
}

const form = document.querySelector<HTMLFormElement>('.switches');
const inbox = document.querySelector('parlor-inbox');
if (!form || !inbox) throw new Error('The demo page lacks its form or its inbox.');

function readSettings(): Settings {
  const parameters = new URLSearchParams(location.search);
  const provider = parameters.get('provider') ?? '';
  const scenario = parameters.get('scenario') ?? '';
  const network = parameters.get('network') ?? '';
  return {
    provider: isDemoProvider(provider) ? provider : 'memory',
    scenario: isScenarioName(scenario) ? scenario : 'busy-inbox',
    network: isFaultPlanName(network) ? network : 'none',
    theme: parameters.get('theme') ?? 'auto',
    direction: parameters.get('direction') ?? 'ltr',
  };
}

function fillSelect(name: string, options: readonly (readonly [value: string, label: string])[]): void {
  const select = form?.elements.namedItem(name);
  if (!(select instanceof HTMLSelectElement)) return;
  for (const [value, label] of options) select.add(new Option(label, value));
}

function applyLook({theme, direction}: Settings): void {
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.dir = direction;
}

let openings = 0;
let setNetwork: (network: FaultPlanName) => void = () => undefined;

const UPLOADS = 'https://files.parlor.example';
const uploads = new Map<string, File>();

/** Stands for the host's own storage: providers fetch what is sent from a public address. */
const uploadedFiles = http.get(`${UPLOADS}/:name`, ({params: {name}}) => {
  const file = uploads.get(String(name));
  return file ? new HttpResponse(file, {headers: {'content-type': file.type}}) : new HttpResponse(null, {status: 404});
});

let served: readonly HttpHandler[] = [];

inbox.uploadMedia = async (file) => {
  const name = `${uploads.size + 1}-${file.name.replace(/[^\w.-]/g, '_')}`;
  uploads.set(name, file);
  await answerWith([uploadedFiles, ...served]);
  return `${UPLOADS}/${name}`;
};

/** A plan takes the place of the one before; what the scenario itself is about stays. */
function networkOf(backend: Backend): typeof setNetwork {
  const own = backend.faults;
  return (network) => backend.setFaults({...own, ...faultPlans[network]});
}

/** A fresh world for every choice of provider or scenario. */
async function openInbox({provider, scenario, network}: Settings): Promise<void> {
  const opening = ++openings;
  const backend = createBackend({scenario});
  setNetwork = networkOf(backend);
  setNetwork(network);
  const {adapter, handlers} = await demoProviders[provider].connect(backend);
  // Somebody chose again meanwhile.
  if (opening !== openings || !inbox) return;
  served = handlers;
  await answerWith(handlers);
  inbox.conversationId = undefined;
  inbox.adapter = adapter;
  // For trying things from the console, and for the end-to-end tests.
  Object.assign(globalThis, {parlorDemo: {backend, inbox}});
}

fillSelect(
  'provider',
  Object.entries(demoProviders).map(([name, {label}]) => [name, label]),
);
const inWords = (name: string): string => (name[0] ?? '').toUpperCase() + name.slice(1).replaceAll('-', ' ');
fillSelect(
  'scenario',
  Object.keys(scenarios).map((name) => [name, inWords(name)]),
);
fillSelect(
  'network',
  Object.keys(faultPlans).map((name) => [name, name === 'none' ? 'Good network' : inWords(name)]),
);

let settings = readSettings();
for (const [name, value] of Object.entries(settings)) {
  const select = form.elements.namedItem(name);
  if (select instanceof HTMLSelectElement) select.value = String(value);
}
applyLook(settings);
void openInbox(settings);

form.addEventListener('change', () => {
  const before = settings;
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') parameters.set(name, value);
  history.replaceState(null, '', `?${parameters.toString()}`);
  settings = readSettings();
  applyLook(settings);
  if (settings.provider !== before.provider || settings.scenario !== before.scenario) void openInbox(settings);
  else if (settings.network !== before.network) setNetwork(settings.network);
});
form.addEventListener('submit', (event) => event.preventDefault());
