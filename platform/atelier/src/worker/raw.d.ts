// Python beside the TypeScript is built in as text.
declare module "*.py?raw" {
  const text: string;
  export default text;
}
