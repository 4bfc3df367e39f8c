/** What the bundler makes of an import that is not TypeScript. */
declare module '*?url' {
  const address: string;
  export default address;
}
declare module '*.css';
