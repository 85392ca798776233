import * as React from 'react';
import {componentFor} from 'parlor/react';

const Inbox = componentFor(React, 'parlor-inbox');

/** What must not compile; nothing loads it. */
export const wrong = [
  // @ts-expect-error no adapter is a number
  <Inbox key="1" adapter={1} />,
  // @ts-expect-error there is no such property
  <Inbox key="2" adaptor={undefined} />,
  // @ts-expect-error the detail has no such field
  <Inbox key="3" onParlorMessageSent={({detail}) => void detail.text} />,
  // @ts-expect-error there is no such element
  componentFor(React, 'parlor-outbox'),
];
