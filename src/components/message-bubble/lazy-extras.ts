import {LazyPart} from '../../model/lazy-part.js';

export const bubbleExtras = new LazyPart(() => import('./extras.js'));
