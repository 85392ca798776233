import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {expect, waitFor} from 'storybook/test';
import type {MessagingAdapter} from '../src/adapter/messaging-adapter.js';
import {createBackend, type ScenarioName} from '../src/backend/scenarios/index.js';
import '../src/components/export/define.js';
import type {ParlorExport} from '../src/components/export/export.js';
import '../src/components/inbox-context/define.js';
import {ConversationError} from '../src/model/conversation-error.js';
import {createMemoryAdapter} from '../src/providers/memory/index.js';

interface Args {
  readonly scenario: ScenarioName;
  /** Whether a conversation is open. */
  readonly opens: boolean;
  /** What becomes of the older messages: they never come, or cannot be read. */
  readonly older: 'come' | 'hang' | 'fail';
}

/** The pages after the first one take for ever, or fail. */
function adapterFor({scenario, older}: Args): MessagingAdapter {
  const adapter = createMemoryAdapter({backend: createBackend({scenario})});
  const listMessages: MessagingAdapter['listMessages'] = (query, options) => {
    if (!query.cursor || older === 'come') return adapter.listMessages(query, options);
    return older === 'fail' ? Promise.reject(new ConversationError('network')) : new Promise(() => undefined);
  };
  return new Proxy(adapter, {
    get: (target, name): unknown => (name === 'listMessages' ? listMessages : Reflect.get(target, name)),
  });
}

/** The dialog of a story, as soon as it knows what there is to export. */
async function shown(canvas: HTMLElement, {opens}: Args): Promise<ParlorExport> {
  const [context, element] = [
    canvas.querySelector('parlor-inbox-context'),
    canvas.querySelector<ParlorExport>('parlor-export'),
  ];
  const store = await waitFor(() => {
    if (context?.store?.conversationList.state.status !== 'ready') throw new Error('The conversations are not loaded.');
    return context.store;
  });
  const first = store.conversationList.state.conversations[0]?.id;
  if (opens && first) {
    store.select(first);
    await store.timeline(first).when(({status}) => status === 'ready');
  }
  if (!element) throw new Error('There is no dialog.');
  element.show();
  await element.updateComplete;
  return element;
}

const press = (element: ParlorExport): void =>
  element.shadowRoot?.querySelector<HTMLElement>('[part=export-button]')?.click();

const meta: Meta<Args> = {
  title: 'Elements/Export',
  component: 'parlor-export',
  args: {scenario: 'busy-inbox', opens: true, older: 'come'},
  loaders: [({args}) => ({adapter: adapterFor(args)})],
  render: (_args, {loaded}) => html`
    <parlor-inbox-context .adapter=${loaded['adapter'] as MessagingAdapter}>
      <parlor-export></parlor-export>
    </parlor-inbox-context>
  `,
  play: async ({canvasElement, args}) => void (await shown(canvasElement, args)),
  parameters: {docs: {story: {inline: false, iframeHeight: 600}}},
};
export default meta;
type Story = StoryObj<Args>;

/** One of each at once on the page of the documentation serves nobody. */
const canvasOnly = ['!autodocs'];

export const WholeConversation: Story = {};
/** Older messages are not loaded: they can be read first, and without them the file says that it is a part. */
export const PartOfConversation: Story = {tags: canvasOnly, args: {scenario: 'long-history'}};
export const NoConversationOpen: Story = {tags: canvasOnly, args: {opens: false}};
export const Consent: Story = {
  tags: canvasOnly,
  play: async ({canvasElement, args}) => {
    const element = await shown(canvasElement, args);
    element.shadowRoot?.querySelector<HTMLElement>('[value=consent]')?.click();
  },
};
export const Reading: Story = {
  tags: canvasOnly,
  args: {scenario: 'long-history', older: 'hang'},
  play: async ({canvasElement, args}) => press(await shown(canvasElement, args)),
};
export const Failed: Story = {
  tags: canvasOnly,
  args: {scenario: 'long-history', older: 'fail'},
  play: async ({canvasElement, args}) => {
    const element = await shown(canvasElement, args);
    press(element);
    await waitFor(() => expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent.trim()).toBeTruthy());
  },
};
