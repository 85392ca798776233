/** @jsxImportSource react */
import * as React from 'react';
import {componentFor} from 'parlor/react';
import {createMemoryAdapter} from 'parlor/providers/memory';

const adapter = createMemoryAdapter({scenario: 'busy-inbox'});

/** All that a strict React 19 app writes. */
export const inbox = (
  <parlor-inbox
    adapter={adapter}
    conversationId="c1"
    ref={(element) => void element?.updateComplete}
    onparlor-message-sent={({detail}) => detail.message.text?.toUpperCase()}
    onparlor-send-request={(event) => event.detail.text === 'Not this' && event.preventDefault()}
  />
);

export const wrong = [
  // @ts-expect-error no adapter is a number
  <parlor-inbox key="1" adapter={1} />,
  // @ts-expect-error there is no such property
  <parlor-inbox key="2" adaptor={adapter} />,
  // @ts-expect-error a method is no property to be set
  <parlor-message-thread key="3" scrollToMessage={() => undefined} />,
  // @ts-expect-error the detail has no such field
  <parlor-inbox key="4" onparlor-message-sent={({detail}) => void detail.text} />,
];

const Inbox = componentFor(React, 'parlor-inbox');

/** For React 17 and 18. */
export const component = (
  <Inbox adapter={adapter} onParlorMessageSent={({detail}) => detail.message.text?.toUpperCase()} />
);

export const wrongComponent = [
  // @ts-expect-error no adapter is a number
  <Inbox key="1" adapter={1} />,
  // @ts-expect-error the detail has no such field
  <Inbox key="2" onParlorMessageSent={({detail}) => void detail.text} />,
];
