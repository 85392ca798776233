import {createServer} from 'node:http';
import {nodeListener} from 'parlor/gateway/node';
import {gateway} from './gateway.mjs';
import {product} from './product.mjs';
import {port} from './settings.mjs';

const [toGateway, toProduct] = [nodeListener(gateway), nodeListener(product)];

const server = createServer((request, response) => {
  const listener = request.url?.startsWith('/messaging/') ? toGateway : toProduct;
  listener(request, response);
});
server.listen(port);
process.once('SIGTERM', () => server.close());
