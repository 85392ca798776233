import express from 'express';
import {nodeListener} from 'parlor/gateway/node';
import {gateway} from './gateway.mjs';
import {product} from './product.mjs';
import {port} from './settings.mjs';

const app = express();
// Before `express.json()` and whatever else reads bodies: a webhook is signed as it came.
app.use('/messaging', nodeListener(gateway));
app.use(nodeListener(product));

const server = app.listen(port);
process.once('SIGTERM', () => server.close());
