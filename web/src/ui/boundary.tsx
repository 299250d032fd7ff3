import { Component, type ReactNode } from "react";

interface BoundaryProps {
  children: ReactNode;
  /** What stands in the place of the children once they have thrown. `retry` shows them again. */
  instead: (error: Error, retry: () => void) => ReactNode;
}

/** Keeps an error of ours within a part of the page: the rest goes on. */
export class Boundary extends Component<BoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : this.props.instead(error, () => this.setState({ error: null }));
  }
}
