// Built in: scripts of the preview as text, since they live in another document; styles beside atelier.js.
declare module "*.js?raw" {
  const text: string;
  export default text;
}

declare module "*.css";
