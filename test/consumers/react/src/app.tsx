import {useMemo, useState} from 'react';
import 'parlor/define';
import {createMemoryAdapter} from 'parlor/providers/memory';

export function App() {
  const adapter = useMemo(() => createMemoryAdapter({scenario: 'busy-inbox'}), []);
  const [conversationId, setConversationId] = useState<string>();
  const [sent, setSent] = useState<readonly string[]>([]);
  return (
    <>
      <p role="status">
        {conversationId ? 'A conversation is open' : 'No conversation is open'}, sent: {sent.join(', ') || 'nothing'}
      </p>
      <button type="button" onClick={() => setConversationId(undefined)}>
        Close conversation
      </button>
      <div style={{height: 600}}>
        <parlor-inbox
          adapter={adapter}
          conversationId={conversationId}
          strings={{replyPlaceholder: 'Write from React'}}
          onparlor-conversation-selected={({detail}) => setConversationId(detail.conversationId)}
          onparlor-send-request={(event) => {
            if (event.detail.text === 'Not this') event.preventDefault();
          }}
          onparlor-message-sent={({detail}) => setSent((before) => [...before, detail.message.text ?? ''])}
        />
      </div>
    </>
  );
}
