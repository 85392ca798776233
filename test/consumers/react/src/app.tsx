import {useMemo, useState} from 'react';
import type {} from 'parlor/react';
import 'parlor/define';
import {createMemoryAdapter} from 'parlor/providers/memory';

const strings = {replyPlaceholder: 'Write from React'};

export function App() {
  const adapter = useMemo(() => createMemoryAdapter({scenario: 'busy-inbox'}), []);
  const [isShown, setShown] = useState(true);
  const [conversationId, setConversationId] = useState<string>();
  const [sent, setSent] = useState<readonly string[]>([]);
  return (
    <>
      <p role="status">
        {conversationId ? 'A conversation is open' : 'No conversation is open'}, sent: {sent.join(', ') || 'nothing'}
      </p>
      <button onClick={() => setConversationId(undefined)}>Close conversation</button>
      <button onClick={() => setShown(!isShown)}>{isShown ? 'Remove inbox' : 'Show inbox'}</button>
      {isShown && (
        <div style={{height: 600}}>
          <parlor-inbox
            adapter={adapter}
            storageKey="user-1"
            strings={strings}
            conversationId={conversationId}
            onparlor-conversation-selected={({detail}) => setConversationId(detail.conversationId)}
            onparlor-send-request={(event) => {
              if (event.detail.text === 'Not this') event.preventDefault();
            }}
            onparlor-message-sent={({detail}) => setSent((before) => [...before, detail.message.text ?? ''])}
          />
        </div>
      )}
    </>
  );
}
