// The names of activation functions, for configurations; the functions are in activations.ts.

export const activationNames = ['linear', 'elu', 'relu', 'selu', 'sigmoid', 'softplus', 'tanh'] as const;
export type ActivationName = (typeof activationNames)[number];
