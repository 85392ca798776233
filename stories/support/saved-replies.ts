import type {SavedReply} from '../../src/components/saved-replies/saved-reply.js';

/** What a bicycle shop answers every day. */
export const savedReplies: readonly SavedReply[] = [
  {id: 'thanks', title: 'Thanks', shortcut: 'thx', text: 'Thank you, {{contact.firstName}}! Have a good day.'},
  {
    id: 'ready',
    title: 'Bicycle is ready',
    shortcut: 'ready',
    text: 'Good news, {{contact.firstName}}: your {{metadata.bicycle}} is ready. We are open until 18:00.',
  },
  {
    id: 'hours',
    title: 'Opening hours',
    shortcut: 'hours',
    text: 'We are open Monday to Friday from 9:00 to 18:00, and on Saturdays until 14:00.\nOn Sundays we are out riding.',
  },
  {id: 'call', title: 'Call us', text: 'You can reach us at {{own.number}}.'},
  {
    id: 'late',
    title: 'Takes longer',
    text: 'This takes until {{metadata.day}}. We will write as soon as it is done.',
  },
  {
    id: 'arabic',
    title: 'شكرًا',
    shortcut: 'shukran',
    text: 'شكرًا لك، {{contact.firstName}}. نراك قريبًا في المتجر.',
  },
];
