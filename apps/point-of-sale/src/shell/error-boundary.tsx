import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../ui/big-button.tsx';
import { Notice, problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { StandalonePage } from './standalone-page.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly hasFailed: boolean;
}

/** A bug of a screen shows a page that leads on, never an empty window; React reports it to the console. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <FailedScreen /> : this.props.children;
  }
}

function FailedScreen(): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  return (
    <StandalonePage title={t('failedTitle')}>
      <Notice tone="problem">{problemText({ code: 'internal_error' }, language)}</Notice>
      <BigButton icon="refresh" onClick={() => location.reload()}>
        {t('tryAgain')}
      </BigButton>
    </StandalonePage>
  );
}
