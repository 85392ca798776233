import type {StartForm} from '../../src/adapter/start-conversation.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import type {ContactDetails} from '../../src/model/contact-details.js';
import type {OwnEndpoint} from '../../src/model/participant.js';
import {sampleConversation} from './conversation-samples.js';

const DAY = 24 * 60 * 60_000;

export const sampleEndpoints: readonly OwnEndpoint[] = [
  {id: 'number-1', address: '+15125550100', label: 'Front desk'},
  {id: 'number-2', address: '+15125550101', label: 'Field service'},
];

/** A conversation that a contact panel has something to say about. */
export const sampleContactConversation = sampleConversation('c1', {
  ownEndpoint: sampleEndpoints[0],
  createdAt: Date.now() - 412 * DAY,
  messageCount: 1204,
  consent: {state: 'opted-in', source: 'native', since: Date.now() - 412 * DAY},
  metadata: {plan: 'premium', orderCount: 14, tags: ['north', 'heating'], lastTopic: 'Inspection on Thursday'},
});

export const sampleDetails: ContactDetails = {
  name: 'Maya Fernández',
  address: '+15125550142',
  email: 'maya.fernandez@example.com',
  notes: 'Prefers texts to calls.\nThe dog is friendly.',
  carrier: {name: 'Northern Mobile', type: 'mobile', country: 'US'},
  raw: undefined,
};

export const contactCapabilities: Capabilities = {
  ...NO_CAPABILITIES,
  contactDetails: 'native',
  editMetadata: 'native',
};

export const actionCapabilities: Capabilities = {
  ...NO_CAPABILITIES,
  starred: 'native',
  archiveConversation: 'native',
  closeConversation: 'native',
  deleteConversation: 'native',
};

export const plainStartForm: StartForm = {recipientKinds: ['address'], firstMessage: 'required', asksTitle: false};

export const templateStartForm: StartForm = {
  recipientKinds: ['contact', 'address'],
  recipients: [
    {id: 'maya', kind: 'contact', name: 'Maya Fernández', address: '+15125550142'},
    {id: 'jonas', kind: 'contact', name: 'Jonas Weber', address: '+15125550163'},
    {id: 'layla', kind: 'contact', name: 'ليلى حداد', address: '+15125550177'},
    {id: 'unnamed', kind: 'contact', address: '+17375550188'},
    {id: 'priya', kind: 'contact', name: 'Priya Raman', address: '+15125550190'},
  ],
  firstMessage: 'required',
  templates: [
    {
      id: 'reminder',
      name: 'Appointment reminder',
      preview: 'Hello {{name}}, this is a reminder of your appointment on {{day}}. Reply C to confirm.',
      parameters: [
        {key: 'name', label: 'First name'},
        {key: 'day', label: 'Day of the appointment'},
      ],
    },
    {id: 'hello', name: 'First contact', preview: 'Hello, how can we help?', parameters: []},
  ],
  asksTitle: true,
};
