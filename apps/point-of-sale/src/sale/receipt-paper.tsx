import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenLine, Receipt } from '@counterfoil/till/service/till-service';
import { amountText, dateTimeText, numberText } from '@counterfoil/ui/formats';

/** What is printed: 80 millimetres wide, in the receipt's own language. */
export function ReceiptPaper({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { t } = useTranslation('sale', { lng: receipt.language });
  return (
    <article className="receipt" lang={receipt.language}>
      <h2>{receipt.storeName}</h2>
      <p className="receipt-center">{dateTimeText(receipt.recordedAt, receipt.language)}</p>
      <dl>
        <Row name={receipt.transactionType === 'customerOrder' ? t('order') : t('receipt')}>
          {receipt.receiptNumber}
        </Row>
        <Row name={t('receiptRegister')}>{receipt.registerId}</Row>
        <Row name={t('receiptWorker')}>{receipt.workerName}</Row>
        {receipt.customerName !== null && <Row name={t('receiptCustomer')}>{receipt.customerName}</Row>}
        {receipt.customerAccount !== null && (
          <Row name={t('receiptAccount')} isLive>
            {receipt.customerAccount}
          </Row>
        )}
        {receipt.salesOrderNumber !== null && (
          <Row name={t('receiptSalesOrder')} isLive>
            {receipt.salesOrderNumber}
          </Row>
        )}
      </dl>
      <ul>
        {receipt.lines.map((line) => (
          <ReceiptLine key={line.lineId} line={line} receipt={receipt} />
        ))}
      </ul>
      <dl>
        <Row name={t('total')} isTotal>
          <ReceiptAmount value={receipt.totalAmount} receipt={receipt} />
        </Row>
        <Payment receipt={receipt} />
      </dl>
      <p className="receipt-center">{t('receiptThanks')}</p>
    </article>
  );
}

function Payment({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { t } = useTranslation('sale', { lng: receipt.language });
  if (receipt.paidWith === null) return null;
  return (
    <>
      <Row name={receipt.paidWith === 'cash' ? t('receiptPaidCash') : t('receiptPaidCard')}>
        <ReceiptAmount value={receipt.tenderedAmount ?? receipt.totalAmount} receipt={receipt} />
      </Row>
      {receipt.changeAmount !== null && (
        <Row name={t('change')}>
          <ReceiptAmount value={receipt.changeAmount} receipt={receipt} />
        </Row>
      )}
    </>
  );
}

function ReceiptLine({ line, receipt }: { readonly line: OpenLine; readonly receipt: Receipt }): ReactNode {
  const { language, currency } = receipt;
  return (
    <li>
      <span>{line.product.description[language]}</span>
      <span className="receipt-row">
        <span className="figures">
          {numberText(line.quantity, language)} × {amountText(line.price, currency, language)}
        </span>
        <ReceiptAmount value={line.amount} receipt={receipt} />
      </span>
    </li>
  );
}

function ReceiptAmount({ value, receipt }: { readonly value: string; readonly receipt: Receipt }): ReactNode {
  return <span className="figures">{amountText(value, receipt.currency, receipt.language)}</span>;
}

interface RowProps {
  readonly name: string;
  readonly isTotal?: boolean;
  /** What may change while it is on the screen. */
  readonly isLive?: boolean;
  readonly children: ReactNode;
}

function Row({ name, isTotal = false, isLive = false, children }: RowProps): ReactNode {
  return (
    <div className={isTotal ? 'receipt-row receipt-total' : 'receipt-row'}>
      <dt>{name}</dt>
      <dd aria-live={isLive ? 'polite' : undefined}>{children}</dd>
    </div>
  );
}
