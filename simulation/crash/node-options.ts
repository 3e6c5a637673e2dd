/** What a node's process is started with, as JSON on its command line. */
export type NodeOptions =
  | {
      readonly kind: 'headquarters';
      readonly databaseUrl: string;
      readonly port: number;
      readonly token: string;
      /** One-time codes by channel database. */
      readonly registrationCodes: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'scaleUnit';
      readonly databaseUrl: string;
      readonly port: number;
      readonly token: string;
      readonly channelDatabaseId: string;
      readonly headquartersUrl: string;
      readonly keyFile: string;
      readonly registrationCode: string;
    };

/** From the harness to a running node: kill yourself at this point from now on. */
export interface Arming {
  readonly crashAt: string;
}

/** From a node to the harness: it takes requests. */
export interface Started {
  readonly url: string;
}
