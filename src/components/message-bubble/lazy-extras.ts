import {LazyPart} from '../../controllers/lazy-part.js';

export const bubbleExtras = new LazyPart(() => import('./extras.js'));
