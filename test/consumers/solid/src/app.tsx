import {createSignal, Show} from 'solid-js';
import type {} from 'parlor/solid';
import 'parlor/define';
import {createMemoryAdapter} from 'parlor/providers/memory';

const strings = {replyPlaceholder: 'Write from Solid'};

export function App() {
  const adapter = createMemoryAdapter({scenario: 'busy-inbox'});
  const [isShown, setShown] = createSignal(true);
  const [conversationId, setConversationId] = createSignal<string>();
  const [sent, setSent] = createSignal<readonly string[]>([]);
  return (
    <>
      <p role="status">
        {conversationId() ? 'A conversation is open' : 'No conversation is open'}, sent:{' '}
        {sent().join(', ') || 'nothing'}
      </p>
      <button onClick={() => setConversationId(undefined)}>Close conversation</button>
      <button onClick={() => setShown(!isShown())}>{isShown() ? 'Remove inbox' : 'Show inbox'}</button>
      <Show when={isShown()}>
        <div style={{height: '600px'}}>
          <parlor-inbox
            prop:adapter={adapter}
            prop:storageKey="user-1"
            prop:strings={strings}
            prop:conversationId={conversationId()}
            on:parlor-conversation-selected={({detail}) => setConversationId(detail.conversationId)}
            on:parlor-send-request={(event) => {
              if (event.detail.text === 'Not this') event.preventDefault();
            }}
            on:parlor-message-sent={({detail}) => setSent((before) => [...before, detail.message.text ?? ''])}
          />
        </div>
      </Show>
    </>
  );
}
