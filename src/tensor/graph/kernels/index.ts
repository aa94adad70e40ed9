// All kernels of the graph backend; importing this registers them.
import './convolution.js';
import './elementwise.js';
import './matrix-product.js';
import './reduction.js';
import './shape.js';
