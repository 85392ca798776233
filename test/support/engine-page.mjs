/** Keys that WebDriver has names of its own for. */
const WEBDRIVER_KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F10: '\uE03A',
  Meta: '\uE03D',
};

const BUTTONS = {left: 0, middle: 1, right: 2};

/** `Control+Enter` and `+` alike, as the keys to hold down, in their order. */
export const keysOf = (chord) => (chord.length > 1 ? chord.split('+') : [chord]);

/** What the runner's commands ask of a page of Playwright, answered over plain WebDriver. */
export function webDriverPage({perform, resize}) {
  const act = (id, type, actions) => perform([{type, id, actions, ...(type === 'pointer' && POINTER)}]);
  const key = (type) => (name) => ({type, value: WEBDRIVER_KEYS[name] ?? name});
  const down = key('keyDown');
  const up = key('keyUp');
  const pressed = (keys) => [...keys.map(down), ...[...keys].reverse().map(up)];
  const move = (x, y) => ({type: 'pointerMove', duration: 0, x, y});
  const button = (type, name = 'left') => ({type, button: BUTTONS[name]});
  return {
    keyboard: {
      type: (text) =>
        act(
          'keyboard',
          'key',
          [...text].flatMap((character) => pressed([character])),
        ),
      press: (chord) => act('keyboard', 'key', pressed(keysOf(chord))),
      down: (name) => act('keyboard', 'key', [down(name)]),
      up: (name) => act('keyboard', 'key', [up(name)]),
    },
    mouse: {
      move: (x, y) => act('mouse', 'pointer', [move(x, y)]),
      click: (x, y, {button: name} = {}) =>
        act('mouse', 'pointer', [move(x, y), button('pointerDown', name), button('pointerUp', name)]),
      down: ({button: name} = {}) => act('mouse', 'pointer', [button('pointerDown', name)]),
      up: ({button: name} = {}) => act('mouse', 'pointer', [button('pointerUp', name)]),
    },
    setViewportSize: resize,
  };
}

const POINTER = {parameters: {pointerType: 'mouse'}};
