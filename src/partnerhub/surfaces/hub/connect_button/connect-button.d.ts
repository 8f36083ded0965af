export interface ConnectOptions {
  /** Address of the hub, like https://hub.example.com. Left out: where the script was loaded from. */
  baseUrl?: string;
  /** Your partner id. Not needed with `link`. */
  partnerId?: string;
  /** An onboarding link, opened instead of your partner's address. */
  link?: string;
  requestedNumber?: string;
  version?: "v1" | "v2";
  email?: string;
  name?: string;
  state?: string;
  /** Where the visit ends: a page of your own origin that loads this script. Left out: the page with the button. */
  redirectUrl?: string;
  next?: string;
  planSelection?: string;
  flow?: string;
  ioSignature?: string;
  ioTimestamp?: string;
  preverifiedPhoneNumberId?: string;
  partner?: string;
  lang?: string;
  hostingType?: string;
  connectClientUser?: string;
  clientId?: string;
}

/** Attributes of the element: the options with dashes, and its own. */
export interface ConnectAttributes {
  "base-url"?: string;
  "partner-id"?: string;
  link?: string;
  label?: string;
  disabled?: boolean;
  "requested-number"?: string;
  version?: "v1" | "v2";
  email?: string;
  name?: string;
  state?: string;
  "redirect-url"?: string;
  next?: string;
  "plan-selection"?: string;
  flow?: string;
  "io-signature"?: string;
  "io-timestamp"?: string;
  "preverified-phone-number-id"?: string;
  partner?: string;
  lang?: string;
  "hosting-type"?: string;
  "connect-client-user"?: string;
  "client-id"?: string;
}

export interface ConnectResult {
  client: string;
  channels: string[];
  revokedChannels: string[];
  state?: string;
}

export interface ConnectHandlers {
  onProgress?(progress: { step?: number; of: number; code?: string }): void;
  onResult?(result: ConnectResult): void;
  onCancel?(cancelled: { state?: string }): void;
  onError?(error: { code: string; state?: string }): void;
}

export interface ConnectButtonElement extends HTMLElement {
  openConnect(): { close(): void };
  updateConfig(config: ConnectOptions): void;
  getPermissionUrl(): string;
}

declare global {
  interface Window {
    PartnerHub: {
      connect(options: ConnectOptions & ConnectHandlers): { close(): void };
      connectUrl(options: ConnectOptions): string;
    };
  }
  interface HTMLElementTagNameMap {
    "partnerhub-connect-button": ConnectButtonElement;
  }
}
