import 'parlor/define';
import {createMemoryAdapter} from 'parlor/providers/memory';

const adapter = createMemoryAdapter({scenario: 'busy-inbox'});
const sent: string[] = [];
let inbox: HTMLElementTagNameMap['parlor-inbox'] | undefined;

const status = document.createElement('p');
status.setAttribute('role', 'status');
const closeButton = document.createElement('button');
closeButton.textContent = 'Close conversation';
const toggleButton = document.createElement('button');
const place = document.createElement('div');
place.style.height = '600px';
document.body.append(status, closeButton, toggleButton, place);

function show(): void {
  const open = inbox?.conversationId ? 'A conversation is open' : 'No conversation is open';
  status.textContent = `${open}, sent: ${sent.join(', ') || 'nothing'}`;
  toggleButton.textContent = inbox ? 'Remove inbox' : 'Show inbox';
}

function createInbox(): HTMLElementTagNameMap['parlor-inbox'] {
  const element = document.createElement('parlor-inbox');
  element.adapter = adapter;
  element.storageKey = 'user-1';
  element.strings = {replyPlaceholder: 'Write from TypeScript'};
  element.addEventListener('parlor-conversation-selected', () => queueMicrotask(show));
  element.addEventListener('parlor-send-request', (event) => {
    if (event.detail.text === 'Not this') event.preventDefault();
  });
  element.addEventListener('parlor-message-sent', ({detail}) => {
    sent.push(detail.message.text ?? '');
    show();
  });
  place.append(element);
  return element;
}

closeButton.addEventListener('click', () => {
  if (inbox) inbox.conversationId = undefined;
  show();
});
toggleButton.addEventListener('click', () => {
  if (inbox) {
    inbox.remove();
    inbox = undefined;
  } else inbox = createInbox();
  show();
});
inbox = createInbox();
show();
