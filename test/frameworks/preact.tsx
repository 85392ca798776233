/** @jsxImportSource preact */
import type {} from 'parlor/preact';
import {createMemoryAdapter} from 'parlor/providers/memory';

const adapter = createMemoryAdapter({scenario: 'busy-inbox'});

export const inbox = (
  <parlor-inbox
    adapter={adapter}
    conversationId="c1"
    onparlor-message-sent={({detail}) => detail.message.text?.toUpperCase()}
  />
);

export const wrong = [
  // @ts-expect-error no adapter is a number
  <parlor-inbox key="1" adapter={1} />,
  // @ts-expect-error the detail has no such field
  <parlor-inbox key="2" onparlor-message-sent={({detail}) => void detail.text} />,
];
