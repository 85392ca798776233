import {afterEach, expect, test, vi} from 'vitest';
import 'parlor/define';
import {createMemoryAdapter} from 'parlor/providers/memory';

type Inbox = HTMLElementTagNameMap['parlor-inbox'];

// What an element logs as an error is a failure.
const complained = vi.spyOn(console, 'error');
afterEach(() => {
  document.body.replaceChildren();
  expect(complained).not.toHaveBeenCalled();
});

/** The first element that a selector finds, whatever shadow roots are around it. */
function find<Found extends Element>(selector: string, root: ParentNode = document): Found | undefined {
  const here = root.querySelector<Found>(selector);
  if (here) return here;
  for (const {shadowRoot} of root.querySelectorAll('*')) {
    const found = shadowRoot ? find<Found>(selector, shadowRoot) : undefined;
    if (found) return found;
  }
  return undefined;
}

async function wait<Found>(look: () => Found | undefined): Promise<Found> {
  return vi.waitFor(
    () => {
      const found = look();
      if (found === undefined) throw new Error('It is not there.');
      return found;
    },
    {timeout: 10_000},
  );
}

function openInbox(): Inbox {
  const inbox = document.createElement('parlor-inbox');
  inbox.adapter = createMemoryAdapter({scenario: 'busy-inbox'});
  inbox.strings = {replyPlaceholder: 'Write from Vitest'};
  document.body.append(inbox);
  return inbox;
}

test('the list is drawn', async () => {
  openInbox();
  const row = await wait(() => find('[role=option]'));
  expect(row.getAttribute('aria-label') ?? row.textContent).not.toBe('');
});

test('a conversation opens, a reply is sent and arrives', {timeout: 30_000}, async () => {
  const inbox = openInbox();
  const opened: string[] = [];
  const sent: string[] = [];
  inbox.addEventListener('parlor-conversation-selected', ({detail}) => opened.push(detail.conversationId ?? ''));
  inbox.addEventListener('parlor-message-sent', ({detail}) => sent.push(detail.message.text ?? ''));
  // @ts-expect-error the detail has no such field
  inbox.addEventListener('parlor-message-sent', ({detail}) => void detail.text);
  (await wait(() => find<HTMLElement>('[role=option]'))).click();
  await wait(() => opened[0]);
  const field = await wait(() => find<HTMLTextAreaElement>('textarea'));
  expect(field.placeholder).toBe('Write from Vitest');
  field.value = 'Hello';
  field.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, composed: true, cancelable: true}));
  expect(await wait(() => sent[0])).toBe('Hello');
});

test('an inbox can be taken out of the page', async () => {
  const inbox = openInbox();
  await wait(() => find('[role=option]'));
  inbox.remove();
  expect(document.querySelector('parlor-inbox')).toBe(null);
});

test('every element can be made and put into a page', async () => {
  const manifest = JSON.stringify(await import('parlor/custom-elements.json'));
  const tags = [...manifest.matchAll(/"tagName":"(parlor-[\w-]+)"/g)].map(([, tag = '']) => tag);
  expect(tags).toContain('parlor-message-thread');
  for (const tag of tags) {
    const element = document.createElement(tag);
    expect(element.constructor, tag).toBe(customElements.get(tag));
    document.body.append(element);
    await (element as Inbox).updateComplete;
    element.remove();
  }
});
