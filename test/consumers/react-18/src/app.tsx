import * as React from 'react';
import {useMemo, useState} from 'react';
import {componentFor} from 'parlor/react';
import 'parlor/define';
import {createMemoryAdapter} from 'parlor/providers/memory';

const Inbox = componentFor(React, 'parlor-inbox');
const strings = {replyPlaceholder: 'Write from React 18'};

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
          <Inbox
            adapter={adapter}
            storageKey="user-1"
            strings={strings}
            conversationId={conversationId}
            onParlorConversationSelected={({detail}) => setConversationId(detail.conversationId)}
            onParlorSendRequest={(event) => {
              if (event.detail.text === 'Not this') event.preventDefault();
            }}
            onParlorMessageSent={({detail}) => setSent((before) => [...before, detail.message.text ?? ''])}
          />
        </div>
      )}
    </>
  );
}
