import type {StartForm} from '../../src/adapter/start-conversation.js';

export const plain: StartForm = {recipientKinds: ['address'], firstMessage: 'required', asksTitle: false};
export const reminder = {
  id: 'reminder',
  name: 'Appointment reminder',
  preview: 'Hello {{name}}, see you on {{ day }}.',
  parameters: [{key: 'name', label: 'First name'}, {key: 'day'}],
};
export const rich: StartForm = {
  recipientKinds: ['contact', 'group', 'address'],
  recipients: [
    {id: 'c1', kind: 'contact', name: 'Maya Fernández', address: '+15125550142'},
    {id: 'c2', kind: 'contact', name: 'Jonas Weber', address: '+15125550143'},
    {id: 'c3', kind: 'contact', address: '+17375550188'},
  ],
  firstMessage: 'required',
  templates: [reminder, {id: 'hello', name: 'Hello', parameters: []}],
  asksTitle: true,
};
