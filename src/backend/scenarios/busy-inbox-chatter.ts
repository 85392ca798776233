/** Small exchanges that generated threads are put together from. */

export type Speaker = 'them' | 'us';

export interface ChatterLine {
  readonly by: Speaker;
  /** May hold `{first}`, `{day}`, `{time}`, `{bike}` and `{price}`. */
  readonly text: string;
}

const them = (text: string): ChatterLine => ({by: 'them', text});
const us = (text: string): ChatterLine => ({by: 'us', text});

export const EXCHANGES: readonly (readonly ChatterLine[])[] = [
  [
    us('Hi {first}, a reminder: your appointment is on {day} at {time}. Reply C to confirm.'),
    them('C'),
    us('Thank you, see you on {day}.'),
  ],
  [
    them('Do you have time for a flat tire on {day}?'),
    us('Yes, come by around {time}. It takes twenty minutes.'),
    them('Great, thanks'),
  ],
  [
    us('{first}, your {bike} is ready. The total is ${price}.'),
    them('Wonderful. Until when are you open?'),
    us('Until 7 on weekdays, 5 on Saturdays.'),
    them('See you at {time} then'),
  ],
  [
    them('How much is a service for a {bike}?'),
    us('For a {bike} it starts at ${price}, parts extra. Shall I book you in?'),
    them('Let me think about it'),
  ],
  [
    them('I need to reschedule {day}, something came up at work'),
    us('No problem. Next {day} at {time}?'),
    them('Perfect'),
    us('Done.'),
  ],
  [
    them('Hey, I left my gloves at the counter'),
    us('We have them! They are in the drawer with your name on it.'),
    them('Phew. Thank you!'),
  ],
  [
    us('We ordered the part for your {bike}. It should be here by {day}.'),
    them('Any chance of getting it sooner?'),
    us('I asked; the supplier says {day} at the earliest. Sorry!'),
  ],
  [
    them('The gears on my {bike} slip since the last repair, I’m a bit disappointed'),
    us('That should not be. Bring it in on {day} and we fix it for free.'),
    them('OK. {time}?'),
    us('{time} is fine.'),
  ],
  [us('Thanks for riding with us, {first}! How did everything go?'), them('All good, very happy with the {bike} 👍')],
  [them('Is the {bike} in the window still available?'), us('It is. Would you like to try it on {day}?')],
  [us('Hi {first}, your quote for the {bike}: ${price}. It is good for two weeks.')],
  [
    them('Can you send me the receipt again please?'),
    us('Sent to the address we have. Anything else?'),
    them('That’s all'),
  ],
];

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const TIMES = ['9:00', '10:30', '11:15', '1:00', '2:45', '4:30', '5:15'];
export const BIKES = [
  'commuter',
  'tandem',
  'road bike',
  'cargo bike',
  'folding bike',
  'mountain bike',
  'old three-speed',
];
