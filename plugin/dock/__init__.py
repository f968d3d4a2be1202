"""The dock and the training dialog, with the widgets they are made of."""
