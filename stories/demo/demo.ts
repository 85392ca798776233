import '../../src/components/inbox/define.js';
import {createBackend, isScenarioName, scenarios, type ScenarioName} from '../../src/backend/scenarios/index.js';
import {demoProviders, isDemoProvider, type DemoProviderName} from '../support/demo-providers.js';
import {answerWith} from './mock-worker.js';

/** The demo's settings live in the address, so that a view can be shared and reloaded. */
interface Settings {
  provider: DemoProviderName;
  scenario: ScenarioName;
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
  return {
    provider: isDemoProvider(provider) ? provider : 'memory',
    scenario: isScenarioName(scenario) ? scenario : 'busy-inbox',
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

/** A fresh world for every choice of provider or scenario. */
async function openInbox({provider, scenario}: Settings): Promise<void> {
  const opening = ++openings;
  const backend = createBackend({scenario});
  const {adapter, handlers} = await demoProviders[provider].connect(backend);
  // Somebody chose again meanwhile.
  if (opening !== openings || !inbox) return;
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
fillSelect(
  'scenario',
  Object.keys(scenarios).map((name) => [name, (name[0] ?? '').toUpperCase() + name.slice(1).replaceAll('-', ' ')]),
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
});
form.addEventListener('submit', (event) => event.preventDefault());
