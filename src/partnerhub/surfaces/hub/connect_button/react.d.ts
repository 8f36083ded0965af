// For TypeScript with React: `/// <reference types="partnerhub-connect-button/react" />` lets JSX know the element.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { ConnectAttributes, ConnectButtonElement } from "./connect-button";

type ConnectButtonProps = DetailedHTMLProps<HTMLAttributes<ConnectButtonElement>, ConnectButtonElement> & ConnectAttributes;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "partnerhub-connect-button": ConnectButtonProps;
    }
  }
}
