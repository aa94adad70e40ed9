// dist/tensor/tfjs-gradients.js, made by build.js, is imported for its effect alone: it registers gradients.
export {};
