import {http, HttpResponse} from 'msw';
import '../../src/components/inbox/define.js';
import type {Backend} from '../../src/backend/backend.js';
import {faultPlans, isFaultPlanName, type FaultPlan, type FaultPlanName} from '../../src/backend/faults.js';
import {createBackend, isScenarioName, scenarios, type ScenarioName} from '../../src/backend/scenarios/index.js';
import {directionOf} from '../../src/i18n/languages.js';
import {contactOf} from '../../src/model/conversation.js';
import {savedReplies} from '../support/saved-replies.js';
import {demoProviders, isDemoProvider, type DemoConnection, type DemoProviderName} from '../support/demo-providers.js';
import {LANGUAGES, nameOfLanguage} from '../support/languages.js';
import {answerWith} from './mock-worker.js';

/** The demo's settings live in the address, so that a view can be shared and reloaded. */
interface Settings {
  provider: DemoProviderName;
  scenario: ScenarioName;
  network: FaultPlanName;
  events: 'live' | 'cut';
  theme: string;
  language: string;
  direction: string;
}

/** What there is to see at the moment. */
interface World extends DemoConnection {
  readonly backend: Backend;
  /** What the scenario itself does to the network. */
  readonly ownFaults: FaultPlan;
}

const form = document.querySelector<HTMLFormElement>('.switches');
const eventsField = document.querySelector<HTMLElement>('.events');
const contactField = document.querySelector<HTMLFieldSetElement>('.contact');
const inbox = document.querySelector('parlor-inbox');
if (!form || !eventsField || !contactField || !inbox) throw new Error('The demo page lacks a part of itself.');

function readSettings(): Settings {
  const parameters = new URLSearchParams(location.search);
  const provider = parameters.get('provider') ?? '';
  const scenario = parameters.get('scenario') ?? '';
  const network = parameters.get('network') ?? '';
  return {
    provider: isDemoProvider(provider) ? provider : 'memory',
    scenario: isScenarioName(scenario) ? scenario : 'busy-inbox',
    network: isFaultPlanName(network) ? network : 'none',
    events: parameters.get('events') === 'cut' ? 'cut' : 'live',
    theme: parameters.get('theme') ?? 'auto',
    language: LANGUAGES.find((tag) => tag === parameters.get('language')) ?? 'en',
    direction: parameters.get('direction') ?? 'auto',
  };
}

function fillSelect(name: string, options: readonly (readonly [value: string, label: string])[]): void {
  const select = form?.elements.namedItem(name);
  if (!(select instanceof HTMLSelectElement)) return;
  for (const [value, label] of options) select.add(new Option(label, value));
}

function applyLook({theme, language, direction}: Settings): void {
  const root = document.documentElement;
  root.dataset['theme'] = theme;
  root.dir = direction === 'auto' ? directionOf(language) : direction;
  if (!inbox) return;
  inbox.locale = language === 'en' ? undefined : language;
  if (direction === 'auto') inbox.removeAttribute('dir');
  else inbox.dir = direction;
}

let openings = 0;
let world: World | undefined;

const UPLOADS = 'https://files.parlor.example';
const uploads = new Map<string, File>();

/** Stands for the host's own storage: providers fetch what is sent from a public address. */
const uploadedFiles = http.get(`${UPLOADS}/:name`, ({params: {name}}) => {
  const file = uploads.get(String(name));
  return file ? new HttpResponse(file, {headers: {'content-type': file.type}}) : new HttpResponse(null, {status: 404});
});

inbox.savedReplies = savedReplies;

inbox.uploadMedia = async (file) => {
  const name = `${uploads.size + 1}-${file.name.replace(/[^\w.-]/g, '_')}`;
  uploads.set(name, file);
  await answerWith([uploadedFiles, ...(world?.handlers ?? [])]);
  return `${UPLOADS}/${name}`;
};

/** A plan takes the place of the one before; what the scenario itself is about stays. */
const setNetwork = ({backend, ownFaults}: World, network: FaultPlanName): void =>
  backend.setFaults({...ownFaults, ...faultPlans[network]});

function setEvents({cutEvents}: World, events: Settings['events']): void {
  if (!cutEvents) return;
  cutEvents(events === 'cut');
  // As a device says that has its network again.
  if (events === 'live') dispatchEvent(new Event('online'));
}

/** Who the open conversation is with, and which number of ours. */
function openContact(): {readonly phone: string; readonly ownNumberId: string | undefined} | undefined {
  const conversation = inbox?.store?.selected;
  const phone = conversation && contactOf(conversation)?.address;
  if (phone === undefined || !world?.backend.contactWithPhone(phone)) return undefined;
  const own = world.backend.ownNumbers().find((number) => number.phone === conversation?.ownEndpoint?.address);
  return {phone, ownNumberId: own?.id};
}

/** A fresh world for every choice of provider or scenario. */
async function openInbox({provider, scenario, network, events}: Settings): Promise<void> {
  const opening = ++openings;
  const backend = createBackend({scenario});
  const opened: World = {backend, ownFaults: backend.faults, ...(await demoProviders[provider].connect(backend))};
  // Somebody chose again meanwhile.
  if (opening !== openings || !inbox || !eventsField || !contactField) return;
  world = opened;
  setNetwork(world, network);
  setEvents(world, events);
  eventsField.hidden = !world.cutEvents;
  await answerWith(world.handlers);
  contactField.disabled = true;
  inbox.conversationId = undefined;
  inbox.adapter = world.adapter;
  // For trying things from the console, and for the end-to-end tests.
  Object.assign(globalThis, {parlorDemo: {backend, inbox}});
}

fillSelect(
  'provider',
  Object.entries(demoProviders).map(([name, {label}]) => [name, label]),
);
/** Of what a name alone leaves open. */
const WITH_WHAT: ReadonlyMap<string, string> = new Map([['every-kind', 'Every kind: groups, reactions, channels']]);
const inWords = (name: string): string => (name[0] ?? '').toUpperCase() + name.slice(1).replaceAll('-', ' ');
fillSelect(
  'scenario',
  Object.keys(scenarios).map((name) => [name, WITH_WHAT.get(name) ?? inWords(name)]),
);
fillSelect(
  'network',
  Object.keys(faultPlans).map((name) => [name, name === 'none' ? 'Good network' : inWords(name)]),
);

fillSelect(
  'language',
  LANGUAGES.map((tag) => [tag, nameOfLanguage(tag)]),
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
  if (settings.provider !== before.provider || settings.scenario !== before.scenario) return void openInbox(settings);
  if (!world) return;
  if (settings.network !== before.network) setNetwork(world, settings.network);
  if (settings.events !== before.events) setEvents(world, settings.events);
});

inbox.addEventListener('parlor-conversation-selected', () => (contactField.disabled = !openContact()));

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const {submitter} = event;
  const contact = openContact();
  if (!(submitter instanceof HTMLButtonElement) || !contact) return;
  const {phone, ownNumberId} = contact;
  world?.backend.receive({phone, text: submitter.value, ...(ownNumberId !== undefined && {ownNumberId})});
});
