/** @jsxImportSource solid-js */
import type {} from 'parlor/solid';
import {createMemoryAdapter} from 'parlor/providers/memory';

const adapter = createMemoryAdapter({scenario: 'busy-inbox'});

export const inbox = (
  <parlor-inbox
    adapter={adapter}
    prop:conversationId="c1"
    on:parlor-message-sent={({detail}) => detail.message.text?.toUpperCase()}
  />
);

export const wrong = [
  // @ts-expect-error no adapter is a number
  <parlor-inbox prop:adapter={1} />,
  // @ts-expect-error the detail has no such field
  <parlor-inbox on:parlor-message-sent={({detail}) => void detail.text} />,
];
