// The notebook's own « Rendre » and its sheet, so that she reads the same in both places (plain JavaScript).
declare module "*/campus/static/exchange.js" {
  export class Exchange {
    constructor(services: unknown, coreutils: unknown);
  }
}

declare module "*/campus/static/handin.js" {
  export class HandIn {
    constructor(given: Record<string, unknown>);
    readonly toolbarNode: HTMLElement;
    handIn(): Promise<void>;
    showThatThereIsALastResult(): Promise<void>;
  }
}

declare module "*/campus/static/sentences.js" {
  export function sentences(t: (text: string, ...values: unknown[]) => string): Record<string, unknown>;
}
