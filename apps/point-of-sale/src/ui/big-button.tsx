import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { MouseEventHandler, ReactNode } from 'react';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';

interface BigButtonProps extends Omit<ButtonProps, 'leftSection' | 'size' | 'classNames'> {
  readonly icon?: IconName;
  /** The key that does the same, such as `F2`; shown as a hint. */
  readonly shortcut?: string;
  readonly type?: 'button' | 'submit';
  readonly form?: string;
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
}

/** A button for fingers: at least 48 pixels high, with an optional picture and a hint at its key. */
export function BigButton({ icon, shortcut, type = 'button', ...rest }: BigButtonProps): ReactNode {
  const button = (
    <Button
      type={type}
      mih={touchTargetPx}
      fz="md"
      px="sm"
      py={6}
      {...rest}
      classNames={{ root: 'big-button', label: 'big-button-label' }}
      leftSection={icon && <Icon name={icon} />}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
    />
  );
  return shortcut === undefined ? button : <Tooltip label={shortcut}>{button}</Tooltip>;
}
