export default {
  mode: 'production',
  entry: './src/main.ts',
  module: {rules: [{test: /\.ts$/, loader: 'ts-loader', options: {transpileOnly: true}}]},
  resolve: {extensions: ['.ts', '.js']},
  performance: false,
};
