from PySide6.QtWidgets import QApplication
from tests.today.test_tab import window, _focus, press, rest
def test_dbg(window, shop, busy):
    print("active", QApplication.activeWindow(), QApplication.focusWidget())
    _focus(window, busy["promise"])
    print("active", QApplication.activeWindow(), QApplication.focusWidget())
    press(None, "Space")
    print("active", QApplication.activeWindow(), QApplication.focusWidget(), window.isActiveWindow())
    rest(window)
    print("active", QApplication.activeWindow(), QApplication.focusWidget(), window.isActiveWindow())
    from PySide6.QtTest import QTest
    QTest.qWait(200)
    print("active", QApplication.activeWindow(), QApplication.focusWidget(), window.isActiveWindow())
